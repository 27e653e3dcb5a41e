import { routes } from "@nonstop/contract/routes";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { link, Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const PRODUCER = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };

async function putLayout(
  entry: string,
  layout: unknown,
  headers: Record<string, string> = PRODUCER,
): Promise<{ status: number; body: unknown }> {
  const request = new Request(`https://station.test${routes.layout(entry)}`, {
    method: "PUT",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ layout }),
  });
  const answer = await exports.default.fetch(request);
  return { status: answer.status, body: await answer.json() };
}

it("the layout of a show is changed while it is live, and outlasts a livestream that drops out", async () => {
  await station.publish("ev1", station.live(300, { layout: "gallery" }));
  await station.calm();
  expect(await putLayout("ev1", "speaker")).toMatchObject({
    status: 409,
    body: { error: { code: "not-live", cure: expect.stringContaining("entry") } },
  });
  station.zoom.enter();
  await station.calm();
  expect(station.zoom.livestreamSettings()).toMatchObject({ layout: "gallery_view" });
  expect(await putLayout("ev1", "speaker")).toEqual({
    status: 200,
    body: { layout: "speaker", says: "Zoom shows whoever speaks from now on." },
  });
  const asSpeaker = { layout: "speaker_view", close_caption: "embedded" };
  expect(station.zoom.livestreamSettings()).toMatchObject(asSpeaker);
  station.zoom.dropLivestream();
  await station.pass(61_000);
  expect(station.zoom.isSending()).toBe(true);
  expect(station.zoom.livestreamSettings()).toMatchObject(asSpeaker);
  // Another session begins as the entry says.
  station.zoom.leave();
  await station.pass(2_000);
  station.zoom.enter();
  await station.calm();
  expect(station.zoom.livestreamSettings()).toMatchObject({ layout: "gallery_view" });
});

it("a vendor that will not change the layout is told of in words", async () => {
  await station.publish("ev1", station.live(300));
  await station.calm();
  station.zoom.enter();
  await station.calm();
  station.zoom.failNext({ kind: "gateway" });
  expect(await putLayout("ev1", "gallery")).toMatchObject({
    status: 502,
    body: {
      error: { code: "vendor-failed", message: expect.stringContaining("Zoom"), cure: expect.anything() },
    },
  });
  expect(station.zoom.livestreamSettings()).toMatchObject({ layout: "speaker_view" });
});

it("only producers change a layout, only of a show with a meeting, and only to one that there is", async () => {
  await station.publish("desk", { name: "Desk", slug: "desk" }, "encoder");
  await station.publish("ev1", station.live(300, { encoder: link("desk") }));
  await station.calm();
  expect((await putLayout("ev1", "gallery", {})).status).toBe(401);
  expect(await putLayout("ev1", "sideways")).toMatchObject({ status: 400 });
  expect(await putLayout("ev1", "gallery")).toMatchObject({ body: { error: { code: "no-meeting" } } });
  expect(await putLayout("ev9", "gallery")).toMatchObject({ status: 404 });
});

it("producers alone are told the host key of a show's meeting, and it is kept and logged nowhere", async () => {
  await station.publish("ev1", station.live(300));
  await station.calm();
  const answer = await station.get(routes.hostKey("ev1"), PRODUCER);
  expect(answer).toMatchObject({ status: 200, body: { hostKey: expect.stringMatching(/^\d{6}$/) } });
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  expect((await station.get(routes.hostKey("ev1"))).status).toBe(401);
  expect((await station.get(routes.hostKey("ev9"), PRODUCER)).status).toBe(404);
  const key = String(answer.body["hostKey"]);
  expect(station.logged.join("\n")).not.toContain(key);
  expect(await station.kv()).not.toContain(key);
  await station.unpublish("ev1");
  expect(await station.get(routes.hostKey("ev1"), PRODUCER)).toMatchObject({
    status: 409,
    body: { error: { code: "no-meeting" } },
  });
});
