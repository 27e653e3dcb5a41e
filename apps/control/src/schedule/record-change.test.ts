import { expect, it } from "vitest";
import type { EntryChange } from "./entry-change.ts";
import type { EventRecord } from "./event-record.ts";
import { recordChange } from "./record-change.ts";

const link = (id: string): object => ({ sys: { type: "Link", linkType: "Entry", id } });

function publish(revision: number, over: Record<string, unknown>): EntryChange {
  const values = {
    title: "Morning show",
    startsAt: "2027-03-01T09:00+01:00",
    durationMinutes: 60,
    kind: "live",
    room: link("studio"),
    presenters: [link("ana")],
    planB: link("film"),
    ...over,
  };
  return {
    entry: "ev1",
    action: "publish",
    revision,
    createdAt: "",
    contentType: "event",
    fields: Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { "en-US": value }])),
    idempotencyKey: undefined,
  };
}

function recorded(before: EventRecord | undefined, change: EntryChange): EventRecord {
  const answer = recordChange(before, change, { stationTimezone: "UTC", nowMs: 0 });
  if (answer.kind !== "recorded") throw new Error(answer.kind);
  return answer.record;
}

const links = { presenters: [{ name: "Ana" }], room: { slug: "studio-1" }, planB: "film-1" };
const resolved: EventRecord = { ...recorded(undefined, publish(1, {})), links };

it("keeps the room of a show whose presenters changed, until its links are read again", () => {
  const record = recorded(resolved, publish(2, { presenters: [link("ana"), link("bob")] }));
  expect(record.links).toEqual({ presenters: [], room: { slug: "studio-1" }, planB: "film-1" });
  expect(record.known.linksKey).toBeUndefined();
});

it("keeps no link that now means another entry", () => {
  const record = recorded(resolved, publish(2, { room: link("garage"), planB: undefined }));
  expect(record.links).toEqual({ presenters: [{ name: "Ana" }] });
});
