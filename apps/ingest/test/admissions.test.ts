import { secondOf } from "@nonstop/contract/time";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { makeStreamKey } from "../src/rtmp/stream-key-check.ts";
import { RtmpClient } from "./rtmp-client.ts";
import { openStation, SECRET, type TestStation } from "./station.ts";

let station: TestStation;
const clients: RtmpClient[] = [];
beforeAll(async () => {
  station = await openStation({ limits: { admissionsAskMs: 50 } });
});
afterEach(() => {
  for (const client of clients.splice(0)) client.socket.destroy();
});
afterAll(() => station.close());

const NOW = secondOf(Date.now());
const keyOf = (room: string, nonce: string, expiresAt = NOW + 3600): string =>
  makeStreamKey({ room, nonce, expiresAt }, SECRET);

async function publisher(key: string): Promise<RtmpClient> {
  const client = new RtmpClient(station.ingest.rtmpPort);
  clients.push(client);
  await client.connect();
  client.publish(key);
  return client;
}
const isIn = (room: string): Promise<unknown> =>
  expect
    .poll(
      async () => (await station.get(`/rooms/${room}`)).status === 200 && (await station.status(room)).state,
    )
    .toBe("connecting");

it("puts an encoder out when its key is replaced, and lets the new key in and no other", async () => {
  station.edge.admissions = { rooms: [], encoders: [{ room: "enc-desk", nonce: "first" }] };
  await expect
    .poll(async () => {
      const early = await publisher(keyOf("enc-desk", "first"));
      return Promise.race([early.closed.then(() => "out"), isIn("enc-desk").then(() => "in")]);
    })
    .toBe("in");
  const running = clients.at(-1)!;
  station.edge.admissions = { rooms: [], encoders: [{ room: "enc-desk", nonce: "second" }] };
  await running.closed;
  const late = await publisher(keyOf("enc-desk", "first"));
  await late.closed;
  expect(late.text).toContain("stream key replaced by a newer one");
  await publisher(keyOf("enc-desk", "second"));
  await isIn("enc-desk");
});

it("puts a guest out when the show is withdrawn or shown from elsewhere, and keeps the key out", async () => {
  station.edge.admissions = { rooms: [{ room: "e-show", until: NOW + 3600 }], encoders: [] };
  const guest = await publisher(keyOf("e-show", "a"));
  await isIn("e-show");
  // Two more answers: the room is one that the schedule is known to know.
  const { admissionsAsked } = station.edge;
  await expect.poll(() => station.edge.admissionsAsked).toBeGreaterThan(admissionsAsked + 2);
  station.edge.admissions = { rooms: [], encoders: [] };
  await guest.closed;
  const again = await publisher(keyOf("e-show", "a"));
  await again.closed;
  expect(again.text).toContain("moved or withdrawn");
  expect(station.logged.map((line) => JSON.stringify(line)).join()).not.toContain(keyOf("e-show", "a"));
});

it("keeps a guest past the end of the key when the show was lengthened, and goes by the key while the edge is silent", async () => {
  station.edge.admissions = { rooms: [{ room: "e-long", until: NOW + 3600 }], encoders: [] };
  await expect
    .poll(async () => {
      const client = await publisher(keyOf("e-long", "a", NOW - 1));
      return Promise.race([client.closed.then(() => "out"), isIn("e-long").then(() => "in")]);
    })
    .toBe("in");
  station.edge.admissions = undefined;
  const stranger = await publisher(keyOf("e-other", "a", NOW - 1));
  await stranger.closed;
  expect(stranger.text).toContain("stream key expired");
});
