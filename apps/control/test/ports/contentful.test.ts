import { noFaults } from "@nonstop/sandbox/faults";
import { env } from "cloudflare:workers";
import { afterEach, vi } from "vitest";
import { contentfulDelivery } from "../../src/vendors/contentful/delivery.ts";
import { contentfulManagement } from "../../src/vendors/contentful/management.ts";
import { ContentfulInProcess } from "../stand-ins/contentful.ts";
import { quietWorld } from "../stand-ins/quiet-world.ts";
import { describeDelivery } from "./describe-delivery.ts";
import { describeManagement } from "./describe-management.ts";

afterEach(() => void vi.restoreAllMocks());

const settings = {
  space: env.CONTENTFUL_SPACE,
  environment: env.CONTENTFUL_ENVIRONMENT,
  deliveryHost: env.CONTENTFUL_CDA_HOST,
  deliveryToken: env.CONTENTFUL_CDA_TOKEN,
  managementHost: env.CONTENTFUL_CMA_HOST,
  managementToken: env.CONTENTFUL_CMA_TOKEN,
  insecure: true,
};

function openSpace(nowMs = (): number => Date.now()): ContentfulInProcess {
  const world = quietWorld({ nowMs, deliver: () => undefined });
  const contentful = new ContentfulInProcess(world, { all: noFaults() });
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) =>
    contentful.answer(new Request(input, init)),
  );
  return contentful;
}

describeDelivery("Contentful's stand-in behind our client", () => {
  let aheadMs = 0;
  const contentful = openSpace(() => Date.now() + aheadMs);
  return {
    delivery: contentfulDelivery(settings),
    nowMs: Date.now(),
    tick: () => void (aheadMs += 1_000),
    save: (id, contentType, fields) => contentful.save(id, contentType, fields),
    publish: (id, contentType, fields) => contentful.publish(id, contentType, fields),
    unpublish: (id) => contentful.change(id, "unpublish"),
    limitNextCall: (seconds) => contentful.failNext({ kind: "rate-limit", retryAfter: String(seconds) }),
    breakNextCall: () => contentful.failNext({ kind: "gateway" }),
  };
});

describeManagement("Contentful's stand-in behind our client", () => {
  const contentful = openSpace();
  return {
    management: contentfulManagement(settings),
    publish: (id, title) => contentful.publish(id, "event", { title, startsAt: "2030-01-01T00:00Z" }),
    publishEntry: (id, contentType, fields) => contentful.publish(id, contentType, fields),
    saveEntry: (id, contentType, fields) => contentful.save(id, contentType, fields),
    retitle: (id, title) => contentful.save(id, "event", { ...contentful.fieldsOf(id), title }),
    remove: async (id) => {
      await contentful.change(id, "unpublish");
      await contentful.change(id, "delete");
    },
    beforeWrite: (act) => void (contentful.beforeWrite = act),
    draft: (id) => contentful.fieldsOf(id),
    dropField: (field) => contentful.dropField(field),
    publishes: (id) => contentful.entries[id]?.publishedCounter ?? 0,
    limitNextCall: (seconds) => contentful.failNext({ kind: "rate-limit", retryAfter: String(seconds) }),
  };
});
