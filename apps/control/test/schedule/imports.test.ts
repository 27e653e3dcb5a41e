import { type ImportStatus, ImportsAnswer } from "@nonstop/contract/imports";
import { Library } from "@nonstop/contract/library";
import { routes } from "@nonstop/contract/routes";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Answer, Station } from "./station.ts";

const JOB_LOOK_MS = 5_000;
const producers = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
const asIngest = { authorization: `Bearer ${env.ORIGIN_TOKEN_INGEST}` };
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));
const DIGEST = "ab".repeat(32);
const ADDRESS = "https://films.example/sea.mp4?token=s3cr3t";

let station: Station;
beforeEach(async () => {
  station = new Station();
  await station.calm();
});
afterEach(() => station.end());

const ask = (body: object, headers = producers): Promise<Answer> =>
  station.post(routes.imports, bytesOf(JSON.stringify(body)), {
    "content-type": "application/json",
    ...headers,
  });

async function imports(): Promise<ImportStatus[]> {
  return ImportsAnswer.parse((await station.get(routes.imports, producers)).body).imports;
}

async function only(): Promise<ImportStatus | undefined> {
  const all = await imports();
  expect(all).toHaveLength(1);
  return all[0];
}

async function cancel(id: string): Promise<number> {
  const request = new Request(`https://station.test${routes.importOf(id)}`, {
    method: "DELETE",
    headers: producers,
  });
  const answer = await exports.default.fetch(request);
  await station.calm();
  return answer.status;
}

describe("a recording at an https address", () => {
  it("is ordered, followed in words and numbers, and a piece with all that was said of it", async () => {
    const wish = { url: ADDRESS, title: "The Sea", tags: ["Sea"], people: ["Ada"], filler: true };
    expect(await ask(wish)).toMatchObject({ status: 202, body: { asset: "the-sea", state: "waiting" } });
    await station.calm();
    expect(station.ingest.orders).toEqual([
      expect.objectContaining({ asset: "the-sea", files: [{ url: ADDRESS }], filler: true }),
    ]);
    station.ingest.newest({ bytes: { arrived: 50, all: 200 } });
    expect(await only()).toMatchObject({ state: "arriving", progress: 0.25, bytes: { arrived: 50 } });
    station.ingest.newest({ state: "running", progress: 0.5 });
    expect(await only()).toMatchObject({ state: "conforming", progress: 0.5 });
    station.ingest.newest({ state: "ready", progress: 1 });
    await station.conformed("the-sea", "The Sea", true);
    expect(await only()).toMatchObject({ state: "ready", from: "address" });
    const { assets } = Library.parse((await station.get(routes.library, producers)).body);
    expect(assets).toEqual([
      expect.objectContaining({ asset: "the-sea", tags: ["sea"], people: ["Ada"], filler: true }),
    ]);
    const told = JSON.stringify([await imports(), station.logged, await station.kv()]);
    expect(told).not.toContain("s3cr3t");
  });

  it("is named after its title, however long that is and whoever has the name", async () => {
    const wish = { url: ADDRESS, title: "a very long title ".repeat(5) };
    expect(await ask(wish)).toMatchObject({
      status: 202,
      body: { asset: expect.stringMatching(/^.{62,63}$/) },
    });
    expect(await ask(wish)).toMatchObject({
      status: 202,
      body: { asset: expect.stringMatching(/^.{1,61}-2$/) },
    });
  });

  it("says why it cannot be used, and is not tried again", async () => {
    await ask({ url: ADDRESS, title: "Notes" });
    await station.calm();
    station.ingest.newest({ state: "failed", problem: "notes: no moving picture", mayPass: false });
    await station.pass(JOB_LOOK_MS);
    expect(await only()).toMatchObject({ state: "refused", problem: "No moving picture." });
    await station.pass(3600_000);
    expect(station.ingest.orders).toHaveLength(1);
  });

  it("is ordered again when ingest was started anew, or could not reach it", async () => {
    await ask({ url: ADDRESS, title: "The Sea" });
    await station.calm();
    station.ingest.jobs.clear();
    await station.pass(JOB_LOOK_MS);
    await station.pass(JOB_LOOK_MS);
    expect(station.ingest.orders).toHaveLength(2);
    expect(station.ingest.orders[1]?.source).toBe(station.ingest.orders[0]?.source);
    station.ingest.newest({ state: "failed", problem: "the-sea: the host answers 503", mayPass: true });
    await station.pass(JOB_LOOK_MS);
    expect(await only()).toMatchObject({ state: "waiting", problem: "The host answers 503." });
    await station.pass(60_000);
    expect(station.ingest.orders).toHaveLength(3);
  });

  it("is the piece that the library has when it is the same file under another name", async () => {
    await ask({ url: ADDRESS, title: "Again" });
    await station.calm();
    station.ingest.newest({ state: "duplicate", duplicateOf: "the-sea", digest: DIGEST });
    await station.pass(JOB_LOOK_MS);
    expect(await only()).toMatchObject({ state: "duplicate", duplicateOf: "the-sea" });
  });

  it("is given up by its producer", async () => {
    await ask({ url: ADDRESS, title: "The Sea" });
    await station.calm();
    const { import: id = "" } = (await only()) ?? {};
    expect(await cancel(id)).toBe(200);
    expect(await only()).toMatchObject({ state: "cancelled" });
    expect([...station.ingest.jobs.values()]).toMatchObject([{ state: "failed" }]);
    expect(await cancel("nobody")).toBe(404);
  });

  it("takes no name that is taken, unless it replaces what has it", async () => {
    await station.conformed("the-sea", "The Sea");
    const wish = { url: ADDRESS, title: "The Sea", asset: "the-sea" };
    expect(await ask(wish)).toMatchObject({
      status: 409,
      body: { error: { code: "asset-exists", field: "asset", cure: expect.stringContaining("replaced") } },
    });
    expect(await ask({ url: ADDRESS, title: "The Sea" })).toMatchObject({ body: { asset: "the-sea-2" } });
    // Where its page would be is a door of the library.
    expect(await ask({ url: ADDRESS, title: "Uploads" })).toMatchObject({ body: { asset: "uploads-2" } });
    for (const replace of [false, true])
      expect(await ask({ url: ADDRESS, title: "x", asset: "imports", replace })).toMatchObject({
        status: 400,
        body: { error: { field: "asset", message: expect.stringContaining("name of a door") } },
      });
    expect(await ask({ ...wish, replace: true })).toMatchObject({ status: 202, body: { asset: "the-sea" } });
    expect(await ask({ ...wish, replace: true })).toMatchObject({
      status: 409,
      body: { error: { code: "asset-busy" } },
    });
    await station.calm();
    expect(station.ingest.orders.find(({ asset }) => asset === "the-sea")).toMatchObject({ replace: true });
  });

  it("is for producers, from https, and named in full", async () => {
    expect((await ask({ url: ADDRESS, title: "x" }, asIngest)).status).toBe(401);
    for (const [field, wish] of [
      ["url", { title: "x" }],
      ["url", { url: "ftp://films.example/a.mp4", title: "x" }],
      ["url", { url: ADDRESS, object: "uploads/a", title: "x" }],
      ["object", { object: "assets/film/0.chunk", title: "x" }],
      ["title", { url: ADDRESS }],
      ["asset", { url: ADDRESS, title: "x", replace: true }],
    ] as const)
      expect(await ask(wish)).toMatchObject({ status: 400, body: { error: { field } } });
  });
});

describe("a recording that was uploaded", () => {
  it("is fetched out of the bucket by ingest, in parts if it must, and deleted afterwards", async () => {
    const key = "uploads/7e57";
    await env.MEDIA.put(key, "0123456789");
    await ask({ object: key, title: "Uploaded" });
    await station.calm();
    expect(station.ingest.orders).toMatchObject([{ files: [{ object: key }] }]);
    const at = routes.waitingObject(key);
    const whole = await station.get(at, asIngest);
    expect([whole.status, whole.text]).toEqual([200, "0123456789"]);
    const etag = whole.headers.get("etag") ?? "";
    const rest = await station.get(at, { ...asIngest, range: "bytes=4-", "if-range": etag });
    expect([rest.status, rest.text, rest.headers.get("content-range")]).toEqual([
      206,
      "456789",
      "bytes 4-9/10",
    ]);
    const changed = await station.get(at, { ...asIngest, range: "bytes=4-", "if-range": '"other"' });
    expect([changed.status, changed.text]).toEqual([200, "0123456789"]);
    station.ingest.newest({ state: "ready" });
    await station.conformed("uploaded", "Uploaded");
    expect(await only()).toMatchObject({ state: "ready", from: "upload" });
    expect(await env.MEDIA.head(key)).toBeNull();
  });

  it.each(["inbox/100%.mp4", "inbox/50%25 off.mp4", "inbox/números/ä?#&+.mp4"])(
    "is fetched by its own key, whatever letters that has: %s",
    async (key) => {
      await env.MEDIA.put(key, "0123456789");
      const answer = await station.get(routes.waitingObject(key), asIngest);
      expect([answer.status, answer.text]).toEqual([200, "0123456789"]);
    },
  );

  it("is nobody else's to read, and nothing but what waits is read so", async () => {
    await env.MEDIA.put("uploads/a", "x");
    await env.MEDIA.put("archives/a", "x");
    expect((await station.get(routes.waitingObject("uploads/a"), producers)).status).toBe(401);
    expect((await station.get(routes.waitingObject("archives/a"), asIngest)).status).toBe(404);
    expect((await station.get(routes.waitingObject("uploads/none"), asIngest)).status).toBe(404);
  });
});
