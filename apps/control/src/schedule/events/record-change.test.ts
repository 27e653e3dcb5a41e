import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EntryChange } from "./entry-change.ts";
import type { EventRecord } from "./event-record.ts";
import { recordChange } from "./record-change.ts";

const link = (id: string): object => ({ sys: { type: "Link", linkType: "Entry", id } });

const RULES = { stationTimezone: "UTC", channel: "main", shows: () => undefined, nowMs: 0 };

function publish(revision: number, over: Record<string, unknown>): EntryChange {
  const values = {
    title: "Morning show",
    startsAt: "2027-03-01T09:00+01:00",
    durationMinutes: 60,
    kind: "live",
    studio: link("studio"),
    presenters: [link("ana")],
    planB: link("film"),
    ...over,
  };
  return {
    entry: "ev1",
    action: "publish",
    revision,
    createdAt: "2027-01-01T00:00:00Z",
    updatedAt: "",
    deletedAt: undefined,
    contentType: "event",
    fields: Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { "en-US": value }])),
  };
}

function recorded(before: EventRecord | undefined, change: EntryChange): EventRecord {
  const answer = recordChange(before, change, RULES);
  if (answer.kind !== "recorded") throw new Error(answer.kind);
  return answer.record;
}

const links = { presenters: [{ name: "Ana" }], studio: { host: "a@b.test" }, planB: "film-1" };
const resolved: EventRecord = { ...recorded(undefined, publish(1, {})), links };

it("keeps the studio of a show whose presenters changed, until its links are read again", () => {
  const record = recorded(resolved, publish(2, { presenters: [link("ana"), link("bob")] }));
  expect(record.links).toEqual({ presenters: [], studio: { host: "a@b.test" }, planB: "film-1" });
  expect(record.known.linksKey).toBeUndefined();
});

it("keeps no link that now means another entry", () => {
  const record = recorded(resolved, publish(2, { studio: link("garage"), planB: undefined }));
  expect(record.links).toEqual({ presenters: [{ name: "Ana" }] });
});

// The time of creation that a withdrawal tells may be its own.
const withdrawal = (action: "withdraw" | "delete", revision: number, deletedAt: string): EntryChange => ({
  ...publish(revision, {}),
  action,
  createdAt: deletedAt,
  deletedAt,
});
const presenceAfter = (changes: readonly EntryChange[]): EventRecord | undefined =>
  changes.reduce<EventRecord | undefined>((before, change) => {
    const answer = recordChange(before, change, RULES);
    return answer.kind === "recorded" ? answer.record : before;
  }, undefined);

it("comes to the same whatever the order its webhooks come in, and however often", () => {
  const life = [
    publish(1, { title: "One" }),
    withdrawal("withdraw", 1, "2027-01-01T01:00:00Z"),
    publish(2, { title: "Two" }),
    withdrawal("withdraw", 2, "2027-01-01T02:00:00Z"),
    withdrawal("delete", 2, "2027-01-01T03:00:00Z"),
  ];
  const lived = fc.integer({ min: 1, max: life.length }).chain((length) => {
    const all = life.slice(0, length);
    return fc.tuple(
      fc.constant(all.at(-1)),
      fc.shuffledSubarray([...all, ...all], { minLength: 2 * length }),
    );
  });
  fc.assert(
    fc.property(lived, ([last, changes]) => {
      const record = presenceAfter(changes);
      if (last?.action === "publish")
        expect(record).toMatchObject({ presence: "published", revision: last.revision, event: parsed(last) });
      else expect(record?.presence).not.toBe("published");
    }),
    { numRuns: 1000 },
  );
});

it("takes an entry that was deleted and made again for another, whatever of the first one comes late", () => {
  const deleted = withdrawal("delete", 2, "2027-01-01T03:00:00Z");
  const again = { ...publish(1, { title: "Again" }), createdAt: "2027-01-02T00:00:00Z" };
  const late = [publish(2, { title: "Two" }), withdrawal("withdraw", 2, "2027-01-01T02:00:00Z"), deleted];
  expect(presenceAfter([publish(1, {}), deleted, again, ...late])).toMatchObject({
    presence: "published",
    event: { title: "Again" },
  });
});

const parsed = (change: EntryChange): object => ({ title: change.fields["title"]?.["en-US"] });

it("makes nothing of an archived entry it never heard of", () => {
  const archived = { ...withdrawal("withdraw", 0, ""), revision: undefined, deletedAt: undefined };
  expect(presenceAfter([archived])).toBeUndefined();
});

describe("told with the vendor's times", () => {
  const at = (minute: number): string => new Date(Date.UTC(2027, 0, 1, 0, minute)).toISOString();
  const published = (revision: number, minute: number): EntryChange => ({
    ...publish(revision, { title: `Minute ${minute}` }),
    updatedAt: at(minute),
  });
  const unpublished = (revision: number | undefined, minute: number): EntryChange => ({
    ...withdrawal("withdraw", 0, at(minute)),
    revision,
  });

  it("accepts a publish whose revision did not rise after an unpublish, be that heard of or not", () => {
    for (const revision of [2, 1]) {
      const again = published(revision, 3);
      for (const life of [
        [published(2, 1), unpublished(2, 2), again],
        [published(2, 1), again],
      ])
        expect(presenceAfter(life)).toMatchObject({ presence: "published", event: { title: "Minute 3" } });
    }
  });

  it("takes no publish from before the unpublish for a new one", () => {
    const life = [published(2, 1), unpublished(undefined, 3), published(2, 1), published(2, 2)];
    expect(presenceAfter(life)?.presence).toBe("withdrawn");
  });

  it("comes to the same in any order and however often, whether revisions rise or not", () => {
    const lives = fc
      .array(fc.record({ isPublish: fc.boolean(), rises: fc.boolean() }), { minLength: 1, maxLength: 7 })
      .map((acts) => {
        let revision = 1;
        return acts.map(({ isPublish, rises }, minute) => {
          if (isPublish && rises) revision += 1;
          return isPublish ? published(revision, minute + 1) : unpublished(revision, minute + 1);
        });
      });
    const heard = lives.chain((life) =>
      fc.tuple(
        fc.constant(life.at(-1)),
        fc.shuffledSubarray([...life, ...life], { minLength: 2 * life.length }),
      ),
    );
    fc.assert(
      fc.property(heard, ([last, changes]) => {
        const record = presenceAfter(changes);
        if (last?.action === "publish")
          expect(record).toMatchObject({ presence: "published", event: parsed(last) });
        else expect(record?.presence).not.toBe("published");
      }),
      { numRuns: 1000 },
    );
  });
});
