import { Admissions } from "@nonstop/contract/admissions";
import { EventsAnswer } from "@nonstop/contract/events";
import { Pulls } from "@nonstop/contract/pull";
import { routes } from "@nonstop/contract/routes";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OwnInput } from "../stand-ins/stream.ts";
import { link, Station } from "./station.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3600_000;
const ingest = { authorization: `Bearer ${env.ORIGIN_TOKEN_INGEST}` };
const producer = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
const NOTHING = new Uint8Array();

let station: Station;
beforeEach(async () => {
  station = new Station();
  await station.set({ LIVE_SOURCE: "cloudflare-stream", RTMP_URL: "" });
});
afterEach(() => station.end());

const inputs = (): Promise<OwnInput[]> => station.stream.liveInputs();
async function onlyInput(): Promise<OwnInput> {
  const [only, ...others] = await inputs();
  expect(others).toEqual([]);
  if (only === undefined) throw new Error("there is no live input");
  return only;
}
const pulls = async (): Promise<Pulls["pulls"]> =>
  Pulls.parse((await station.get(routes.pulls, ingest)).body).pulls;
async function warnings(): Promise<string> {
  const { body } = await station.get(routes.events, producer);
  return EventsAnswer.parse(body)
    .warnings.map(({ message, cure }) => `${message} ${cure ?? ""}`)
    .join("\n");
}

describe("a live airing, where meetings send to live inputs", () => {
  it("has an input of its own, which its meeting is pointed at and ingest pulls while its window is open", async () => {
    const start = station.nowSecond + 7200;
    await station.publish("Ev1", station.live(7200));
    await station.calm();
    const input = await onlyInput();
    expect(input).toMatchObject({
      meta: { entry: "Ev1" },
      recording: { mode: "automatic", requireSignedURLs: true },
    });
    expect(station.zoom.only.livestream).toMatchObject({
      stream_url: "rtmps://live.stream.test:443/live",
      stream_key: input.rtmps.streamKey,
    });
    await station.pass(1_100);
    const rundown = await station.rundownInForce();
    expect(rundown?.items.find(({ airing }) => airing === "Ev1")).toMatchObject({
      room: { kind: "remote", room: "i--ev1" },
    });
    // No take can put it on air before its window opens.
    expect(rundown?.windows).toEqual([{ room: "i--ev1", from: start - 600, to: start + 5400 }]);
    const { body } = await station.get(routes.admissions, ingest);
    expect(Admissions.parse(body).rooms).toEqual([]);
    expect(await pulls()).toEqual([]);
    await station.pass(6500_000);
    const [pull, ...others] = await pulls();
    expect(others).toEqual([]);
    expect(pull).toMatchObject({ room: "i--ev1", from: start - 600, to: start + 5400, isInput: true });
    expect(pull?.url).toMatch(/^https:\/\/customer-x\.stream\.test\/ey[^/]+\/manifest\/video\.m3u8$/);
    expect(pull?.url).not.toContain(input.uid);
    expect(await station.status("Ev1")).toMatchObject({ state: "ready", room: "i--ev1" });
  });

  it("goes live as soon as somebody is in its meeting, and shows nobody its key, its input or its token", async () => {
    await station.publish("ev1", station.live(60, { title: "Tea" }));
    await station.calm();
    station.zoom.enter();
    await station.calm();
    expect(station.zoom.isSending()).toBe(true);
    const { uid, rtmps } = await onlyInput();
    const [pull] = await pulls();
    const token = pull?.url.split("/")[3] ?? "";
    const doors = await Promise.all([
      station.get(routes.guide("main")),
      station.get(routes.now("main")),
      station.get(routes.events, producer),
      station.get(routes.control("main"), producer),
      station.get(routes.originRundown("main"), { authorization: `Bearer ${env.ORIGIN_TOKEN_PLAYOUT}` }),
    ]);
    const said = JSON.stringify(station.contentful.fieldsOf("ev1"));
    const told = [...doors.map(({ text }) => text), said, await station.kv(), ...station.logged].join("\n");
    expect(told).toContain("i-ev1");
    for (const secret of [rtmps.streamKey, uid, token]) expect(told).not.toContain(secret);
  });

  it("has no second input when the answer to its making was lost, or the schedule is started anew", async () => {
    await station.calm();
    station.stream.failNext({ kind: "works" }, { kind: "lost" });
    await station.publish("ev1", station.live(7200));
    await station.calm();
    expect(station.zoom.only.livestream).toBeUndefined();
    await station.startAnew();
    await station.pass(2_000);
    const { uid, rtmps } = await onlyInput();
    expect(station.zoom.only.livestream?.stream_key).toBe(rtmps.streamKey);
    await station.publish("ev1", station.live(7200, { title: "Another title" }));
    await station.pass(60_000);
    expect((await onlyInput()).uid).toBe(uid);
  });

  it("loses its input when its window has closed", async () => {
    await station.publish("ev1", station.live(60));
    await station.calm();
    await station.pass(5400_000);
    await onlyInput();
    await station.pass(120_000);
    expect(await inputs()).toEqual([]);
    expect(await pulls()).toEqual([]);
    await station.pass(HOUR_MS);
    expect(station.stream.requests.matching(/^DELETE .*live_inputs/)).toHaveLength(1);
  });

  it("keeps it for a day when it is withdrawn, and has the same when it is published again", async () => {
    await station.publish("ev1", station.live(2 * 86_400));
    await station.calm();
    const { uid } = await onlyInput();
    await station.unpublish("ev1");
    await station.pass(DAY_MS - HOUR_MS);
    expect((await onlyInput()).uid).toBe(uid);
    await station.publish("ev1", station.live(2 * 86_400));
    await station.calm();
    expect((await onlyInput()).uid).toBe(uid);
    await station.unpublish("ev1");
    await station.pass(DAY_MS);
    expect(await inputs()).toEqual([]);
    expect(station.zoom.meetings).toEqual([]);
  });

  it("gives another meeting a key that the one before does not have", async () => {
    await station.publish("studio", { name: "Studio", zoomHostUser: "studio@station.test" }, "studio");
    await station.publish("ev1", station.live(7200));
    await station.calm();
    const before = await onlyInput();
    const formerId = station.zoom.only.id;
    await station.publish("ev1", station.live(7200, { studio: link("studio") }));
    await station.pass(60_000);
    const after = await onlyInput();
    expect(after.uid).toBe(before.uid);
    expect(after.rtmps.streamKey).not.toBe(before.rtmps.streamKey);
    expect(station.zoom.only.id).not.toBe(formerId);
    expect(station.zoom.only.livestream?.stream_key).toBe(after.rtmps.streamKey);
  });

  it("can be opened for a rehearsal: it is pulled, and may not air", async () => {
    await station.publish("ev1", station.live(80_000));
    await station.calm();
    const { nowSecond: from } = station;
    await env.SCHEDULES.getByName("station").rehearse("ev1", 20);
    await station.calm();
    expect(await pulls()).toMatchObject([{ room: "i-ev1", from, to: from + 1200, isInput: true }]);
    await station.pass(1_100);
    const windows = (await station.rundownInForce())?.windows ?? [];
    expect(windows.every((window) => window.from > station.nowSecond + 1200)).toBe(true);
  });
});

describe("a producer who wants another key", () => {
  const rotate = (entry: string) => station.post(routes.inputKey(entry), NOTHING, producer);

  it("has it changed, in mid-show too: the meeting is stopped, pointed anew and started", async () => {
    await station.publish("ev1", station.live(60));
    await station.calm();
    station.zoom.enter();
    await station.calm();
    const before = await onlyInput();
    expect((await rotate("ev1")).status).toBe(202);
    await station.calm();
    const after = await onlyInput();
    expect(after.rtmps.streamKey).not.toBe(before.rtmps.streamKey);
    expect(station.zoom.only.livestream?.stream_key).toBe(after.rtmps.streamKey);
    expect(station.zoom.isSending()).toBe(true);
    await station.pass(60_000);
    expect((await onlyInput()).rtmps.streamKey).toBe(after.rtmps.streamKey);
  });

  it("is told when there is none", async () => {
    await station.publish("film", { name: "Desk", slug: "desk" }, "encoder");
    await station.publish("ev1", station.live(600, { encoder: link("film") }));
    await station.calm();
    expect(await inputs()).toEqual([]);
    expect((await rotate("ev1")).status).toBe(409);
    expect((await rotate("nothing")).status).toBe(404);
    expect((await station.post(routes.inputKey("ev1"), NOTHING, {})).status).toBe(401);
  });
});

describe("when Stream fails", () => {
  it("is asked again as late as it wishes; the meeting and its link wait for nothing", async () => {
    await station.calm();
    station.stream.failNext({ kind: "rate-limit", retryAfter: "300" });
    await station.publish("ev1", station.live(7200));
    await station.calm();
    expect(station.contentful.value("ev1", "joinUrl")).toEqual(expect.any(String));
    await station.pass(120_000);
    expect(await inputs()).toEqual([]);
    expect(await warnings()).toContain("Stream's rate limit is reached. Trying again.");
    await station.pass(200_000);
    expect(station.zoom.only.livestream?.stream_key).toBe((await onlyInput()).rtmps.streamKey);
  });

  it("and does not let us, the event and the control room say so with the cure, and it is tried by the hour", async () => {
    station.stream.faults.refusals.push({ method: "POST", path: "/stream/live_inputs", status: 403 });
    await station.publish("ev1", station.live(4 * 3600));
    await station.calm();
    await station.pass(60_000);
    const cure = "Check STREAM_ACCOUNT_ID, and that STREAM_API_TOKEN may edit Stream.";
    expect(await station.status("ev1")).toMatchObject({ state: "failed" });
    expect(await warnings()).toContain(cure);
    expect(station.contentful.value("ev1", "provisionError")).toContain(cure);
    station.stream.faults.refusals = [];
    await station.pass(HOUR_MS);
    await onlyInput();
    await station.pass(60_000);
    expect(await station.status("ev1")).toMatchObject({ state: "ready" });
  });

  it("goes live as soon as there is an input, which is asked for every minute near the show", async () => {
    station.stream.faults.refusals.push({ method: "POST", path: "/stream/live_inputs", status: 400 });
    await station.publish("ev1", station.live(60));
    await station.calm();
    station.zoom.enter();
    await station.pass(30_000);
    expect(await warnings()).toMatch(/there is no live input that its meeting could send to/);
    station.stream.faults.refusals = [];
    await station.pass(60_000);
    await station.pass(60_000);
    const { rtmps } = await onlyInput();
    expect(station.zoom.only.livestream?.stream_key).toBe(rtmps.streamKey);
    expect(station.zoom.isSending()).toBe(true);
    expect(await warnings()).not.toMatch(/live input/);
  });

  it("has lost an input, another is made and the meeting pointed at it", async () => {
    await station.publish("ev1", station.live(7200));
    await station.calm();
    const { uid } = await onlyInput();
    await station.stream.removeInput(uid);
    await station.pass(HOUR_MS);
    await station.pass(60_000);
    const another = await onlyInput();
    expect(another.uid).not.toBe(uid);
    expect(station.zoom.only.livestream?.stream_key).toBe(another.rtmps.streamKey);
  });

  it("is not set up, events say so", async () => {
    await station.set({ LIVE_SOURCE: "cloudflare-stream", STREAM_API_TOKEN: "" });
    await station.publish("ev1", station.live(7200));
    await station.calm();
    expect(await station.status("ev1")).toMatchObject({
      state: "failed",
      problem: { code: "vendor-not-set-up", cure: "Set STREAM_API_TOKEN." },
    });
  });

  it("does not take what is sent, the warning names the programme", async () => {
    await station.publish("ev1", station.live(600, { title: "Tea" }));
    await station.calm();
    const { uid } = await onlyInput();
    const error = { error: { code: "ERR_GOP_OUT_OF_RANGE" } };
    const data = { input_id: uid, event_type: "live_input.errored", live_input_errored: error };
    const body = new TextEncoder().encode(JSON.stringify({ data }));
    const auth = { "cf-webhook-auth": env.STREAM_NOTIFICATION_SECRET };
    await station.post(routes.streamHook, new Uint8Array(body), auth);
    expect(await warnings()).toMatch(
      /^Tea at .*: Stream does not take what its meeting sends: its keyframes come too often or too seldom. Set/m,
    );
  });
});

describe("the account", () => {
  it("is cleared of our inputs that belong to nothing, by the hour, and of no others", async () => {
    await station.publish("ev1", station.live(2 * 86_400));
    await station.calm();
    const own = await onlyInput();
    const orphan = await station.stream.makeInput({ ...own.meta, entry: "gone" });
    const surplus = await station.stream.makeInput(own.meta);
    const others = await station.stream.makeInput({ name: "somebody's", nonstop: "x", entry: "gone" });
    await station.pass(60_000);
    expect((await inputs()).map(({ uid }) => uid)).toContain(orphan);
    await station.pass(HOUR_MS);
    await station.pass(60_000);
    const left = (await inputs()).map(({ uid }) => uid).sort();
    expect(left).toEqual([own.uid, others].sort());
    expect(left).not.toContain(surplus);
  });

  it("loses the inputs again when meetings send to ingest", async () => {
    await station.publish("ev1", station.live(3 * 86_400));
    await station.calm();
    await onlyInput();
    await station.set({ RTMP_URL: "rtmp://ingest.test/live" });
    await station.pass(60_000);
    expect(await station.status("ev1")).toMatchObject({ state: "ready", room: "e-ev1" });
    expect(station.zoom.only.livestream?.stream_url).toBe("rtmp://ingest.test/live");
    await station.pass(DAY_MS);
    expect(await inputs()).toEqual([]);
  });
});
