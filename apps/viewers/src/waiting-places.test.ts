import { Hono } from "hono";
import { expect, it } from "vitest";
import { placeToWait, WaitingPlaces } from "./waiting-places.ts";

const NOW = 1_795_000_000_000;

it("an address has no more places than one may have, and others still get theirs", () => {
  const places = new WaitingPlaces({ inAll: 10, ofAddress: 2 });
  const first = places.take("a", NOW);
  expect([first, places.take("a", NOW), places.take("a", NOW)].map(({ kind }) => kind)).toEqual([
    "taken",
    "taken",
    "crowded",
  ]);
  expect(places.take("b", NOW).kind).toBe("taken");
  if (first.kind === "taken") first.leave();
  expect(places.take("a", NOW).kind).toBe("taken");
});

it("a full house takes nobody, whether or not an address is known", () => {
  const places = new WaitingPlaces({ inAll: 2, ofAddress: 2 });
  places.take("a", NOW);
  const second = places.take(undefined, NOW);
  expect(places.take("b", NOW).kind).toBe("full");
  expect(places.take(undefined, NOW).kind).toBe("full");
  if (second.kind === "taken") second.leave();
  expect(places.take("b", NOW).kind).toBe("taken");
});

it("a place whose client left without a word is free again, and is given back once", () => {
  const places = new WaitingPlaces({ inAll: 2, ofAddress: 1 });
  const lost = places.take("a", NOW);
  expect(places.take("a", NOW + 14_999).kind).toBe("crowded");
  expect(places.take("a", NOW + 15_000).kind).toBe("taken");
  if (lost.kind === "taken") lost.leave();
  expect(places.take("a", NOW + 15_000).kind).toBe("crowded");
});

it("an address that waits too often is told so for itself, a full house for everybody", async () => {
  const places = new WaitingPlaces({ inAll: 2, ofAddress: 1 });
  const listed = Promise.withResolvers<void>();
  const app = new Hono().get("/playlist", placeToWait(places), async (c) => {
    await listed.promise;
    return c.text("listed");
  });
  const ask = async (address: string): Promise<Response> =>
    app.request("/playlist", { headers: { "cf-connecting-ip": address } });
  const first = ask("192.0.2.1");
  const crowded = await ask("192.0.2.1");
  expect([crowded.status, crowded.headers.get("cache-control")]).toEqual([429, "no-store"]);
  const second = ask("192.0.2.2");
  const full = await ask("192.0.2.3");
  expect([full.status, full.headers.get("cache-control")]).toEqual([503, "public, max-age=1"]);
  expect(await full.json()).toMatchObject({ error: { code: "full-house" } });
  listed.resolve();
  expect([(await first).status, (await second).status]).toEqual([200, 200]);
  expect((await ask("192.0.2.3")).status).toBe(200);
});
