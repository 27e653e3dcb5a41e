import { createClient } from "contentful";
import { z } from "zod";
import type { LinkedEntry } from "../linked-entries.ts";
import type { ContentfulSettings } from "../settings.ts";
import { VENDOR_TIMEOUT_MS, type VendorAnswer } from "../vendor-answer.ts";
import { AnswerWatch } from "./vendor-call.ts";

/** What we use of the delivery API. */
export type Delivery = {
  readEntries(ids: readonly string[]): Promise<VendorAnswer<ReadonlyMap<string, LinkedEntry>>>;
};

const Entries = z.object({
  items: z.array(
    z.object({
      sys: z.object({
        id: z.string(),
        revision: z.int(),
        contentType: z.object({ sys: z.object({ id: z.string() }) }),
      }),
      fields: z.record(z.string(), z.unknown()),
    }),
  ),
});

/** Reads published entries through the official client; those that are not published are missing from the answer. */
export function deliveryOver(settings: ContentfulSettings): Delivery {
  return {
    async readEntries(ids) {
      if (ids.length === 0) return { kind: "ok", value: new Map() };
      const watch = new AnswerWatch();
      const client = createClient({
        space: settings.space,
        environment: settings.environment,
        accessToken: settings.deliveryToken,
        host: settings.deliveryHost,
        insecure: settings.insecure,
        adapter: "fetch",
        // Trying again is the step table's business: it survives a restart and lets other events go first.
        retryOnError: false,
        timeout: VENDOR_TIMEOUT_MS,
        logHandler: () => undefined,
        responseLogger: watch.responseLogger,
      });
      try {
        const query = { "sys.id[in]": [...ids], include: 0 as const, limit: 100 };
        const answer = Entries.parse(await client.withoutLinkResolution.getEntries(query));
        return { kind: "ok", value: new Map(answer.items.map((item) => [item.sys.id, linkedEntry(item)])) };
      } catch {
        const problem = watch.problem(Date.now());
        return problem.kind === "conflict" ? { kind: "retry", message: "Contentful answers 409." } : problem;
      }
    },
  };
}

function linkedEntry(item: z.infer<typeof Entries>["items"][number]): LinkedEntry {
  const { id, revision, contentType } = item.sys;
  return { id, revision, contentType: contentType.sys.id, fields: item.fields };
}
