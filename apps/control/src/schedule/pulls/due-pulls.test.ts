import { expect, it } from "vitest";
import { duePulls } from "./due-pulls.ts";
import type { EventRecord } from "../events/event-record.ts";

const START = 1_800_000_000;
const END = START + 600;
const url = "https://live.example.com/a.m3u8?token=secret";
const room = "r-show";

function show(over: Partial<EventRecord> = {}): EventRecord {
  const times = {
    start: START,
    end: END,
    timezone: "UTC",
    title: "Show",
    summary: "",
    kind: "live",
  } as const;
  return {
    entry: "show",
    revision: 1,
    createdAt: "",
    presence: "published",
    title: "Show",
    event: { ...times, presenters: [], source: url },
    airing: { ...times, id: "show", channel: "main", slug: "show", presenters: [], room },
    known: {},
    ...over,
  };
}
const due = (second: number, held: string[] = [], records = [show()]) =>
  duePulls(records, { second, overRunSeconds: 20, heldRooms: new Set(held) });

it("is told ahead, and lasts from 30 s before the start until the show has run over", () => {
  expect(due(START - 151)).toEqual([]);
  const pull = { room, url, from: START - 30, to: END + 20 };
  for (const second of [START - 150, START, END + 19]) expect(due(second)).toEqual([pull]);
  expect(due(END + 20)).toEqual([]);
});

it("goes on while a take holds the room, but not for ever", () => {
  expect(due(END + 3_600, [room])).toEqual([{ room, url, from: START - 30, to: END + 3_660 }]);
  expect(due(END + 3_600, ["another"])).toEqual([]);
  expect(due(END + 7 * 3_600, [room])).toEqual([]);
});

it("is nothing for what was withdrawn, has no source, or has no airing yet", () => {
  const { airing: _airing, ...early } = show();
  const { event: _event, ...plain } = show();
  for (const record of [show({ presence: "withdrawn" }), early, plain])
    expect(due(START, [], [record])).toEqual([]);
});
