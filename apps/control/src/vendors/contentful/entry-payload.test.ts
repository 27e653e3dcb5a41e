import { expect, it } from "vitest";
import { readPayload } from "./entry-payload.ts";

const signed = {
  topic: "ContentManagement.Entry.publish",
  space: "station",
  environment: "master",
};
const published = (sys: object): object => ({
  sys: { type: "Entry", id: "ev1", revision: 1, ...sys },
  fields: {},
});
const space = (id: string): object => ({ space: { sys: { type: "Link", id } } });
const environment = (id: string): object => ({ environment: { sys: { type: "Link", id } } });

it.each([
  ["ours", environment("master"), "change"],
  ["not told", {}, "change"],
  ["another", environment("staging"), "nothing"],
  ["ours, in our space", { ...environment("master"), ...space("station") }, "change"],
  ["called as ours, in another space", { ...environment("master"), ...space("elsewhere") }, "nothing"],
])("reads an entry whose environment is %s", (_, sys, kind) => {
  expect(readPayload(published(sys), signed).kind).toBe(kind);
});

it("ignores what another environment deletes", () => {
  const sys = {
    type: "DeletedEntry",
    id: "ev1",
    deletedAt: "2026-01-01T00:00:00Z",
    ...environment("staging"),
  };
  expect(readPayload({ sys }, { ...signed, topic: undefined }).kind).toBe("nothing");
});
