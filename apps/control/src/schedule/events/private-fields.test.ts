import { expect, it } from "vitest";
import type { EventFields } from "./event-fields.ts";
import { privateFieldsOf, privateIds, privateKey } from "./private-fields.ts";

const event: EventFields = {
  title: "Talks",
  summary: "",
  start: 1_800_000_000,
  end: 1_800_003_600,
  timezone: "UTC",
  kind: "live",
  presenters: ["ana", "bob"],
  show: "talks",
};
const found = (entries: Record<string, Record<string, unknown>>) =>
  new Map(Object.entries(entries).map(([id, fields]) => [id, { fields }]));

it("takes what people wrote of the event, its presenters and its show", () => {
  const read = privateFieldsOf(
    { entry: "ev1", event },
    found({
      ev1: {
        producers: [" Eva@Example.com ", "max@example.com"].map((each) => each.trim()),
        guestNote: " Wear blue. ",
      },
      ana: { email: "Ana@Example.com", timezone: "Europe/Lisbon" },
      talks: { producers: ["eva@example.com", "zoe@example.com"], inviteText: "Hi {name}" },
    }),
  );
  expect(read).toEqual({
    people: { ana: { email: "ana@example.com", timezone: "Europe/Lisbon" } },
    producers: ["eva@example.com", "max@example.com", "zoe@example.com"],
    guestNote: "Wear blue.",
    inviteText: "Hi {name}",
  });
});

it.each([
  ["an address that is none", { email: "ana at example", timezone: "Lisbon time" }],
  ["a header in an address", { email: "ana@example.com\r\nBcc: all@example.com" }],
  ["values of another kind", { email: 7, timezone: ["Europe/Lisbon"] }],
  ["no value", {}],
])("leaves out %s", (_, ana) => {
  const read = privateFieldsOf(
    { entry: "ev1", event },
    found({ ana, ev1: { producers: "eva@example.com" } }),
  );
  expect(read).toEqual({ people: {}, producers: [] });
});

it("is read again when the event is published anew, or a person or the show is, and only for a live event", () => {
  const key = (o: { revision?: number; event?: Partial<EventFields>; expected?: [string, number][] }) =>
    privateKey(
      { entry: "ev1", revision: o.revision ?? 1, event: { ...event, ...o.event } },
      new Map(o.expected ?? []),
    );
  expect(key({})).toBe(key({ event: { title: "Other" } }));
  const others = [
    key({ revision: 2 }),
    key({ event: { presenters: ["ana"] } }),
    key({ expected: [["ana", 2]] }),
    key({ expected: [["talks", 2]] }),
    key({ event: { kind: "recording" } }),
  ];
  for (const other of others) expect(other).not.toBe(key({}));
  expect(others.at(-1)).toBeUndefined();
  expect(privateIds("ev1", event)).toEqual(["ev1", "ana", "bob", "talks"]);
});
