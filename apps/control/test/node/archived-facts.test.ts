import { ReadThroughFacts } from "@nonstop/contract/read-through";
import { routes } from "@nonstop/contract/routes";
import { exports } from "cloudflare:workers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { StorageInMemory } from "../../../../station/src/rehearse/storage-in-memory.ts";
import { archivedFacts } from "../../src/schedule/read-through/archived-facts.ts";
import { link, Station } from "../schedule/station.ts";

const OPERATOR = { authorization: "Bearer operator-token" };

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const streamOf = (bytes: string | ArrayBuffer): ReadableStream<Uint8Array> => new Blob([bytes]).stream();

it("an archive tells a week as the station does, but for what no archive keeps", async () => {
  await station.publishUnheard("rec", { title: "A film", asset: "film" }, "recording");
  await station.publishUnheard("ana", { name: "Ana Lima", slug: "ana", email: "ana@guests.test" }, "person");
  await station.calm();
  await station.conformed("film", "A film");
  await station.publish("ev1", station.live(3600, { presenters: [link("ana")] }));
  const kind = { kind: "film", recording: link("rec"), title: "A film", slug: "a-film" };
  await station.publish("ev2", station.live(9000, kind));
  await station.calm();
  const from = station.nowSecond;
  const asked = await station.get(`${routes.readThrough}?from=${from}&hours=24`, OPERATOR);
  const told = ReadThroughFacts.parse(asked.body);
  expect(told.airings).toHaveLength(2);
  const request = new Request(`https://station.test${routes.archive}`, { headers: OPERATOR });
  const archive = await (await exports.default.fetch(request)).arrayBuffer();
  const read = await archivedFacts(streamOf(archive), new StorageInMemory(), { from, to: from + 86_400 });
  if (read.kind === "bad") throw new Error(read.message);
  const events = told.events.map(({ alternativeHosts: _hosts, guests, ...rest }) => ({
    ...rest,
    guests: guests.map(({ hasAddress: _address, ...guest }) => guest),
  }));
  expect(read.facts).toEqual({ ...told, events });
});

it("what is no archive, or was cut off, is said in a sentence", async () => {
  const window = { from: 1_800_000_000, to: 1_800_086_400 };
  expect(await archivedFacts(streamOf("no archive"), new StorageInMemory(), window)).toMatchObject({
    kind: "bad",
  });
});
