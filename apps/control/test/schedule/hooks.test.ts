import { EventsAnswer } from "@nonstop/contract/events";
import { routes } from "@nonstop/contract/routes";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clock } from "@nonstop/door/clock";
import { MAX_HOOK_BYTES } from "../../src/schedule/hooks/hook-door.ts";
import { signContentfulRequest } from "../../src/vendors/contentful/signature.ts";
import { Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const event = {
  sys: { type: "Entry", id: "ev1", revision: 1, contentType: { sys: { id: "event" } } },
  fields: {},
};
const body = new Uint8Array(new TextEncoder().encode(JSON.stringify(event)));

async function signed(
  ageMs: number,
  topic = "ContentManagement.Entry.publish",
): Promise<Record<string, string>> {
  const headers = topic === "" ? {} : { "x-contentful-topic": topic };
  const request = { method: "POST", path: routes.contentfulHook, headers, body };
  const timestamp = clock.nowMs() - ageMs;
  return {
    ...headers,
    ...(await signContentfulRequest(request, { secret: env.CONTENTFUL_WEBHOOK_SECRET, timestamp })),
  };
}

describe("Contentful's webhook", () => {
  it("is refused without a good signature", async () => {
    const headers = await signed(0);
    const forged = { ...headers, "x-contentful-signature": "0".repeat(64) };
    for (const bad of [{}, forged, { ...headers, "x-contentful-topic": "ContentManagement.Entry.delete" }]) {
      const answer = await station.post(routes.contentfulHook, body, bad);
      expect(answer).toMatchObject({ status: 401, body: { error: { code: "bad-signature" } } });
      expect(answer.body.error).toHaveProperty("cure");
    }
    expect(await station.status("ev1")).toBeUndefined();
  });

  it.each([301_000, -301_000])("is refused when signed %d ms ago", async (ageMs) => {
    expect(await station.post(routes.contentfulHook, body, await signed(ageMs))).toMatchObject({
      status: 401,
      body: { error: { code: "stale-signature" } },
    });
  });

  it("is refused when it is no JSON, no entry, or too large", async () => {
    expect(await station.hook("publish", "{")).toMatchObject({
      status: 400,
      body: { error: { code: "malformed", field: "body" } },
    });
    expect(await station.hook("publish", { sys: { type: "Entry" } })).toMatchObject({
      status: 400,
      body: { error: { field: "sys.id" } },
    });
    expect(await station.hook("publish", { sys: { type: "Entry", id: "x" }, fields: {} })).toMatchObject({
      status: 400,
      body: { error: { field: "sys.revision" } },
    });
    expect(await station.hook("publish", { ...event, padding: "x".repeat(MAX_HOOK_BYTES) })).toMatchObject({
      status: 413,
    });
  });

  it.each([
    "ContentManagement.Entry.save",
    "ContentManagement.Entry.auto_save",
    "ContentManagement.Asset.publish",
    "ContentManagement.ContentType.publish",
    "ContentManagement.Entry.constructor",
    "Something else",
  ])("is taken and ignored for %s", async (topic) => {
    const answer = await station.hook("publish", event, { "x-contentful-topic": topic });
    expect(answer).toMatchObject({ status: 200, body: { status: "ignored" } });
  });

  it("is taken and ignored for another environment of the space", async () => {
    const sys = { ...event.sys, environment: { sys: { type: "Link", id: "staging" } } };
    const answer = await station.hook("publish", { ...event, sys });
    expect(answer).toMatchObject({ status: 200, body: { status: "ignored" } });
  });

  it("reads the action from the body when the topic is not signed", async () => {
    const headers = await signed(0, "");
    const lied = { ...headers, "x-contentful-topic": "ContentManagement.Entry.delete" };
    const answer = await station.post(routes.contentfulHook, body, lied);
    expect(answer).toMatchObject({
      status: 200,
      body: { status: "refused", error: { field: "fields.title" } },
    });
  });

  it.each([
    ["fields.startsAt", { startsAt: null }],
    ["fields.startsAt", { startsAt: "2020-06-15T14:30" }],
    ["fields.endsAt", { endsAt: "2020-01-01T00:00Z" }],
    ["fields.kind", { kind: "opera" }],
    ["fields.durationMinutes", { endsAt: null, durationMinutes: 5000 }],
  ])("leaves the airing alone when %s is wrong, and tells the entry", async (field, wrong) => {
    station.contentful.dropValidations();
    await station.publish("ev1", station.live(600));
    await station.calm();
    const answer = await station.publish("ev1", station.live(900, { ...wrong, title: "Changed" }));
    expect(answer).toMatchObject({
      status: 200,
      body: { status: "refused", error: { code: "bad-event", field } },
    });
    await station.calm();
    expect((await station.get("/api/v1/channels/main/guide")).body.entries).toMatchObject([
      { title: "Morning show" },
    ]);
    expect(station.zoom.only.topic).toBe("Morning show");
    expect(station.contentful.value("ev1", "provisionState")).toBe("failed");
    expect(station.contentful.value("ev1", "provisionError")).toContain(field);
    const status = await station.status("ev1");
    expect(status).toMatchObject({ state: "failed", problem: { field, cure: expect.any(String) } });
    const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
    const { warnings } = (await station.get(routes.events, producers)).body;
    expect(warnings).toMatchObject([
      { code: "earlier-version-airs" },
      { code: "field-wrong", message: expect.stringContaining(field), cure: status?.problem?.cure },
    ]);

    await station.publish("ev1", station.live(900, { title: "Cured" }));
    await station.calm();
    expect(station.contentful.value("ev1", "provisionState")).toBe("ready");
    expect(station.contentful.value("ev1", "provisionError")).toBeUndefined();
    expect(station.zoom.only.topic).toBe("Cured");
  });
});

describe("a webhook's secret that does not match", () => {
  const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
  const told = async (): Promise<object[]> => {
    const { warnings } = EventsAnswer.parse((await station.get(routes.events, producers)).body);
    return warnings.filter(({ code }) => code === "hook-unsigned");
  };
  const lines = (): number => station.logged.filter((line) => line.includes("forged")).length;

  it("is a warning after the third call, names the setting, and goes with the next right one", async () => {
    await station.pass(120_000);
    for (let calls = 1; calls <= 3; calls += 1) {
      expect(await told()).toEqual([]);
      expect(await station.post(routes.zoomHook, body, {})).toMatchObject({ status: 401 });
    }
    expect(await told()).toMatchObject([
      {
        id: "hook:zoom",
        message: expect.stringContaining("Zoom's webhook come with a wrong signature"),
        cure: expect.stringContaining("ZOOM_WEBHOOK_SECRET"),
      },
    ]);
    await station.zoomHook("meeting.started", { object: { id: "1" } });
    expect(await told()).toEqual([]);
  });

  it("fills neither the log nor the schedule, however much rubbish a stranger sends", async () => {
    await station.pass(240_000);
    for (let calls = 0; calls < 60; calls += 1) await station.post(routes.contentfulHook, body, {});
    expect(lines()).toBeLessThanOrEqual(3);
    expect(await told()).toHaveLength(1);
    await station.hook("save", event);
    expect(await told()).toEqual([]);
  });
});

describe("Zoom's webhook", () => {
  it("answers the validation of its address", async () => {
    const answer = await station.zoomHook("endpoint.url_validation", {
      plainToken: "qgg8vlvZRS6UYooatFL8Aw",
    });
    expect(answer).toMatchObject({ status: 200, body: { plainToken: "qgg8vlvZRS6UYooatFL8Aw" } });
    expect(answer.body.encryptedToken).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is refused without a good signature, or without a meeting", async () => {
    expect(await station.post(routes.zoomHook, body, {})).toMatchObject({ status: 401 });
    expect(await station.zoomHook("meeting.started", {})).toMatchObject({
      status: 400,
      body: { error: { field: "payload.object.id" } },
    });
  });

  it("ignores what is none of ours", async () => {
    expect(await station.zoomHook("recording.completed", { object: { id: 1 } })).toMatchObject({
      status: 200,
      body: { status: "ignored" },
    });
    expect(await station.zoomHook("meeting.started", { object: { id: "1" } })).toMatchObject({
      status: 200,
      body: { status: "ignored" },
    });
  });
});
