import { expect, it } from "vitest";
import { readPayload } from "./entry-payload.ts";

const signed = {
  topic: "ContentManagement.Entry.publish",
  space: "station",
};
const published = (sys: object): object => ({
  sys: { type: "Entry", id: "ev1", revision: 1, ...sys },
  fields: {},
});
const space = (id: string): object => ({ space: { sys: { type: "Link", id } } });

it.each([
  ["not told", {}, "change"],
  ["ours", space("station"), "change"],
  ["another", space("elsewhere"), "nothing"],
])("reads an entry whose space is %s", (_, sys, kind) => {
  expect(readPayload(published(sys), signed).kind).toBe(kind);
});

it("says of which environment it tells", () => {
  const sys = { environment: { sys: { type: "Link", id: "staging" } } };
  expect(readPayload(published(sys), signed)).toMatchObject({ kind: "change", environment: "staging" });
});

it("knows an archived entry, and when it was archived, without a topic", () => {
  const sys = { type: "Entry", id: "ev1", version: 4, archivedAt: "2026-01-01T00:00:00Z" };
  expect(readPayload({ sys, fields: {} }, { ...signed, topic: undefined })).toMatchObject({
    change: { action: "withdraw", deletedAt: "2026-01-01T00:00:00Z" },
  });
});
