import { Admissions } from "@nonstop/contract/admissions";
import { EncoderKey } from "@nonstop/contract/encoders";
import { routes } from "@nonstop/contract/routes";
import { parseStreamKey } from "@nonstop/contract/stream-key";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const producer = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
const post = (path: string, headers: Record<string, string> = producer): Promise<Response> =>
  exports.default.fetch(new Request(`https://station.test${path}`, { method: "POST", headers }));

async function shownKey(path = routes.encoderKey("desk")): Promise<EncoderKey> {
  const answer = await post(path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("cache-control")).toContain("no-store");
  return EncoderKey.parse(await answer.json());
}

/** What ingest is told. */
async function admissions(): Promise<Admissions> {
  const ingest = { authorization: `Bearer ${env.ORIGIN_TOKEN_INGEST}` };
  return Admissions.parse((await station.get(routes.admissions, ingest)).body);
}

describe("an encoder's key", () => {
  beforeEach(async () => {
    await station.publish("desk", { name: "The desk", slug: "desk" }, "encoder");
    await station.calm();
  });

  it("opens the encoder's own lasting room, and is the same until it is rotated", async () => {
    const { server, key } = await shownKey();
    expect(server).toBe(env.RTMP_URL);
    expect(parseStreamKey(key)?.claims).toMatchObject({ room: "enc-desk", expiresAt: 4_102_444_800 });
    expect((await shownKey()).key).toBe(key);
    const { nonce } = parseStreamKey(key)!.claims;
    expect(await admissions()).toEqual({ rooms: [], encoders: [{ room: "enc-desk", nonce }] });

    const another = parseStreamKey((await shownKey(routes.encoderRotation("desk"))).key)!.claims;
    expect(another.nonce).not.toBe(nonce);
    expect(await admissions()).toEqual({
      rooms: [],
      encoders: [{ room: "enc-desk", nonce: another.nonce }],
    });
  });

  it("is shown to producers alone, on demand, and stands nowhere else", async () => {
    const { key } = await shownKey();
    const list = await station.get(routes.encoders, producer);
    expect(list.body).toMatchObject({
      encoders: [
        { encoder: "desk", room: "enc-desk", name: "The desk", keyMadeMs: expect.any(Number) as number },
      ],
    });
    const { signature } = parseStreamKey(key)!;
    const elsewhere = [
      list.text,
      JSON.stringify(await admissions()),
      await station.kv(),
      station.logged.join(),
      (await station.get(routes.events, producer)).text,
    ];
    for (const text of elsewhere) expect(text).not.toContain(signature);
    const ingest = { authorization: `Bearer ${env.ORIGIN_TOKEN_INGEST}` };
    for (const headers of [{}, ingest])
      for (const path of [routes.encoderKey("desk"), routes.encoderRotation("desk")])
        expect((await post(path, headers)).status).toBe(401);
    expect((await station.get(routes.encoders)).status).toBe(401);
    expect((await station.get(routes.encoderKey("desk"), producer)).status).toBe(404);
    for (const headers of [{}, producer])
      expect([401, 403]).toContain((await station.get(routes.admissions, headers)).status);
  });

  it("stays in force when the encoder's entry is gone, by mistake or not", async () => {
    await shownKey();
    await station.unpublish("desk");
    await station.pass(2_000);
    expect((await admissions()).encoders).toHaveLength(1);
    expect((await station.get(routes.encoders, producer)).body).toMatchObject({
      encoders: [{ name: "desk" }],
    });
  });

  it("is not made for an encoder that nobody knows", async () => {
    const answer = await post(routes.encoderKey("hall"));
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      error: { code: "unknown-encoder", cure: expect.stringContaining("desk") as string },
    });
    expect((await post("/api/v1/encoders/Not%20a%20name/key")).status).toBe(400);
  });
});

it("ingest is told of rooms whose shows stand, until their windows end", async () => {
  await station.publish("ev1", station.live(600));
  await station.publish("far", station.live(200_000, { slug: "far" }));
  await station.calm();
  const until = station.nowSecond + 600 + 3600 + 1800;
  expect((await admissions()).rooms).toEqual([{ room: "e-ev1", until: expect.closeTo(until, -2) as number }]);
  await station.unpublish("ev1");
  await station.calm();
  expect((await admissions()).rooms).toEqual([]);
  // One that is rehearsed is told of however far its show is.
  const rehearsal = { method: "PUT", headers: { ...producer, "content-type": "application/json" } };
  const body = JSON.stringify({ minutes: 5 });
  const path = `https://station.test${routes.rehearsal("far")}`;
  expect((await exports.default.fetch(new Request(path, { ...rehearsal, body }))).status).toBe(200);
  expect((await admissions()).rooms).toMatchObject([{ room: "e-far" }]);
});
