import { EventsAnswer } from "@nonstop/contract/events";
import { Library } from "@nonstop/contract/library";
import { routes } from "@nonstop/contract/routes";
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clock } from "@nonstop/door/clock";
import worker from "../../src/index.ts";
import { MAX_HOOK_BYTES } from "../../src/schedule/hooks/hook-door.ts";
import { streamSignature } from "../../src/vendors/stream/signature.ts";
import { type Answer, Station } from "./station.ts";

const UID = "6b9e68b07dfee8cc2d116e4c51d6a957";
const MINUTE_MS = 60_000;
const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

/** A webhook as Stream sends it, made by hand: about a video that is there, or about one that never was. */
const ready = (name: string, over: object = {}): object => ({
  uid: UID,
  readyToStream: true,
  status: { state: "ready", pctComplete: "100.000000" },
  meta: { name },
  ...over,
});

async function hook(body: object | string, o: { ageMs?: number; secret?: string } = {}): Promise<Answer> {
  const bytes = bytesOf(typeof body === "string" ? body : JSON.stringify(body));
  const time = String(Math.floor((clock.nowMs() - (o.ageMs ?? 0)) / 1000));
  const signature = await streamSignature(o.secret ?? env.STREAM_WEBHOOK_SECRET, time, bytes);
  return station.post(routes.streamHook, bytes, { "webhook-signature": `time=${time},sig1=${signature}` });
}

async function library(): Promise<Library["assets"]> {
  return Library.parse((await station.get(routes.library, producers)).body).assets;
}

async function warnings(): Promise<string[]> {
  const { warnings: told } = EventsAnswer.parse((await station.get(routes.events, producers)).body);
  return told.map(({ message }) => message);
}

/** Has a video put into Stream, its MP4 made, and ingest take it. Returns the video's id. */
async function ordered(name: string, o: { signed?: boolean } = {}): Promise<string> {
  const uid = await station.stream.upload(name, o);
  await station.calm();
  await station.pass(5_000);
  return uid;
}

describe("Stream's webhook", () => {
  it("is refused without a good signature, and when signed too long ago or ahead", async () => {
    const body = ready("A film");
    expect(await station.post(routes.streamHook, bytesOf(JSON.stringify(body)), {})).toMatchObject({
      status: 401,
      body: { error: { code: "bad-signature", cure: expect.stringContaining("secret") } },
    });
    expect((await hook(body, { secret: "another" })).status).toBe(401);
    for (const ageMs of [302_000, -302_000])
      expect(await hook(body, { ageMs })).toMatchObject({
        status: 401,
        body: { error: { code: "stale-signature" } },
      });
    await station.calm();
    expect(station.stream.requests.matching(new RegExp(UID))).toEqual([]);
  });

  it("is refused when it is no JSON, no video, or too large, and names the field", async () => {
    const malformed = (field: string): object => ({ status: 400, body: { error: { field } } });
    expect(await hook("{")).toMatchObject(malformed("body"));
    expect(await hook(ready("x", { uid: "../live_inputs" }))).toMatchObject(malformed("uid"));
    expect(await hook(ready("x", { status: {} }))).toMatchObject(malformed("status.state"));
    expect(await hook(ready("x".repeat(MAX_HOOK_BYTES)))).toMatchObject({ status: 413 });
  });

  it("ignores a video that is not ready", async () => {
    const early = ready("x", { readyToStream: false, status: { state: "inprogress" } });
    expect(await hook(early)).toMatchObject({ status: 200, body: { status: "ignored" } });
  });

  it("says which secret is not set", async () => {
    const init = { method: "POST", body: "{}", headers: { "cf-webhook-auth": "anything" } };
    const answer = await worker.fetch(
      new Request(`https://station.test${routes.streamHook}`, init),
      { ...env, STREAM_NOTIFICATION_SECRET: "" },
      createExecutionContext(),
    );
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      error: { code: "not-set-up", cure: "Set STREAM_NOTIFICATION_SECRET." },
    });
  });
});

describe("a recording of Stream", () => {
  it("comes into the library under its own name, once, however often it is told of", async () => {
    station.stream.losesWebhooks = true;
    station.stream.downloads = "stuck";
    const uid = await station.stream.upload("Über den Wolken.mp4");
    const told = ready("Über den Wolken.mp4", { uid });
    expect((await hook(told)).status).toBe(202);
    expect((await hook(told)).body).toEqual({ status: "duplicate" });
    expect((await hook(ready("Renamed", { uid }))).body).toMatchObject({ status: "duplicate" });
    await station.calm();
    expect(station.stream.requests.matching(new RegExp(uid))).toEqual([
      expect.stringMatching(/^POST .*\/downloads$/),
      expect.stringMatching(/^GET .*\/downloads$/),
    ]);
    await station.pass(5_000);
    expect(station.ingest.orders).toEqual([]);
    station.stream.downloads = "made";
    await station.pass(5_000);
    expect(station.ingest.orders).toEqual([
      {
        asset: "ueber-den-wolken",
        source: `stream-${uid}`,
        url: `https://customer-x.stream.test/${uid}/downloads/default.mp4`,
        title: "Über den Wolken",
        filler: false,
        replace: false,
      },
    ]);
    await station.conformed("ueber-den-wolken", "Über den Wolken");
    await station.pass(10 * MINUTE_MS);
    await hook(ready("Über den Wolken.mp4", { uid, modified: "later" }));
    await station.pass(10 * MINUTE_MS);
    expect(station.ingest.orders).toHaveLength(1);
    expect((await library()).map(({ asset }) => asset)).toEqual(["ueber-den-wolken"]);
    expect(await warnings()).toEqual([]);
    expect(station.logged.join("\n")).not.toContain("customer-x");
  });

  it("comes into the library when its webhook was lost", async () => {
    station.stream.losesWebhooks = true;
    await station.stream.upload("A lost film");
    await station.calm();
    await station.pass(6 * MINUTE_MS);
    expect(station.ingest.orders.map(({ asset }) => asset)).toEqual(["a-lost-film"]);
    await station.pass(6 * MINUTE_MS);
    expect(station.ingest.orders).toHaveLength(1);
  });

  it("takes a name of its own when the library has that one, known to us or not", async () => {
    await station.conformed("the-film", "The film");
    station.ingest.taken.add("the-film");
    const uid = await ordered("The film");
    expect(station.ingest.orders.map(({ asset }) => asset)).toEqual([`stream-${uid.slice(0, 12)}`]);
  });

  it("takes a name of its own when only ingest knows that it is taken", async () => {
    station.ingest.taken.add("the-film");
    const uid = await ordered("The film");
    await station.pass(5_000);
    expect(station.ingest.orders.map(({ asset }) => asset)).toEqual([`stream-${uid.slice(0, 12)}`]);
  });

  it("has a token in its address when its addresses are signed", async () => {
    await ordered("Private", { signed: true });
    expect(station.ingest.orders[0]?.url).toMatch(
      /^https:\/\/customer-x\.stream\.test\/eyJ[\w-]+\.[\w-]+\.[\w-]+\/downloads\/default\.mp4$/,
    );
  });

  it("is not ordered twice when ingest's answer is lost, and again when ingest lost its work", async () => {
    station.ingest.loseNextAnswer = true;
    await ordered("The film");
    await station.pass(5_000);
    expect(station.ingest.orders).toHaveLength(1);
    station.ingest.jobs.clear();
    await station.pass(MINUTE_MS);
    await station.pass(5_000);
    expect(station.ingest.orders).toHaveLength(2);
    await station.conformed("the-film", "The film");
    await station.pass(MINUTE_MS);
    expect(await warnings()).toEqual([]);
  });

  it("waits for a Stream and an ingest that do not answer, and says so when it takes long", async () => {
    station.ingest.isDown = true;
    // The list of what is ready has been read: what fails is about the film.
    await station.calm();
    await station.stream.upload("The film");
    station.stream.failNext({ kind: "server-error" }, { kind: "rate-limit", retryAfter: "2" });
    await station.calm();
    await station.pass(5_000);
    for (let tries = 0; tries < 6; tries += 1) await station.pass(MINUTE_MS);
    expect(station.stream.requests.matching(/downloads$/, 500)).toHaveLength(1);
    expect(station.stream.requests.matching(/downloads$/, 429)).toHaveLength(1);
    expect(await warnings()).toEqual([
      '"The film" of Stream is not in the library yet: Ingest does not answer. Trying again.',
    ]);
    station.ingest.isDown = false;
    await station.pass(10 * MINUTE_MS);
    expect(station.ingest.orders).toHaveLength(1);
  });

  it("is warned of when it cannot be conformed, until it is deleted in Stream", async () => {
    const uid = await ordered("The film");
    station.ingest.newest({ state: "failed", problem: "the-film: no moving picture can be read from it" });
    await station.pass(MINUTE_MS);
    expect(await warnings()).toEqual([
      '"The film" of Stream is not in the library: no moving picture can be read from it. ' +
        "Delete it in Stream, and upload one that can be read.",
    ]);
    await station.pass(10 * MINUTE_MS);
    expect(station.ingest.orders).toHaveLength(1);
    await station.stream.remove(uid);
    await station.pass(10 * MINUTE_MS);
    expect(await warnings()).toEqual([]);
  });

  it("is fetched again when only the fetching failed", async () => {
    await ordered("The film");
    station.ingest.newest({ state: "failed", problem: "the-film: the source answers 503", mayPass: true });
    await station.pass(MINUTE_MS);
    await station.pass(MINUTE_MS);
    expect(station.ingest.orders).toHaveLength(2);
  });

  it("is warned of when Stream could not take it, and taken when a second try went well", async () => {
    station.stream.losesWebhooks = true;
    const uid = await station.stream.upload("Notes");
    await hook(
      ready("Notes.txt", {
        uid,
        readyToStream: false,
        status: { state: "error", errReasonCode: "ERR_NON_VIDEO" },
      }),
    );
    expect(await warnings()).toEqual([
      '"Notes.txt" of Stream is not in the library: Stream could not take it, because it is not a video. ' +
        "Delete it there, and upload it anew.",
    ]);
    await hook(ready("Notes", { uid }));
    await station.calm();
    await station.pass(5_000);
    expect(await warnings()).toEqual([]);
    expect(station.ingest.orders).toHaveLength(1);
  });
});

describe("a station that wants only what is tagged", () => {
  beforeEach(() => station.set({ STREAM_TAG: "" }));

  it.each([
    ["a mark", { nonstop: "1" }, []],
    ["a tag in a text", { tags: "Sea, nonstop" }, ["sea"]],
    ["a tag in a list", { tags: ["nonstop", "sea", "?!"] }, ["sea"]],
  ])("takes a video with %s, and its other tags", async (_what, meta, tags) => {
    await station.stream.upload("A film.mp4", { meta });
    await station.calm();
    await station.pass(5_000);
    expect(station.ingest.orders).toMatchObject([{ asset: "a-film" }]);
    await station.conformed("a-film", "A film");
    expect(await library()).toMatchObject([{ asset: "a-film", tags }]);
  });

  it("takes no other, and keeps what it took before", async () => {
    await station.set({ STREAM_TAG: "*" });
    await ordered("Before");
    await station.set({ STREAM_TAG: "air" });
    await station.stream.upload("Not this", { meta: { nonstop: "1", air: "0" } });
    await station.pass(10 * MINUTE_MS);
    await station.conformed("before", "Before");
    expect(station.ingest.orders).toMatchObject([{ asset: "before" }]);
    expect((await library()).map(({ asset }) => asset)).toEqual(["before"]);
    expect(await warnings()).toEqual([]);
  });
});

describe("a notification of a live input", () => {
  const note = (event_type: string, more: object = {}): object => ({
    name: "Live",
    text: "Notification type: Stream Live Input",
    data: { notification_name: "Stream Live Input", input_id: UID, event_type, ...more },
    ts: 1,
  });
  const send = (body: object, auth = env.STREAM_NOTIFICATION_SECRET): Promise<Answer> =>
    station.post(routes.streamHook, bytesOf(JSON.stringify(body)), { "cf-webhook-auth": auth });

  it("is a warning in words while the input is not taken", async () => {
    expect((await send(note("live_input.errored"), "guess")).status).toBe(401);
    const error = { error: { code: "ERR_UNSUPPORTED_AUDIO_CODEC", message: "x" } };
    const errored = await send(note("live_input.errored", { live_input_errored: error }));
    expect(errored).toMatchObject({ status: 200, body: { status: "accepted" } });
    expect(await warnings()).toEqual([expect.stringMatching(/live input 6b9e68b0: .*AAC/)]);
    await send(note("live_input.connected"));
    expect(await warnings()).toEqual([]);
  });

  it("may be the test that Cloudflare sends first", async () => {
    expect(await send({ text: "Hello World!" })).toMatchObject({ status: 200, body: { status: "ignored" } });
  });
});
