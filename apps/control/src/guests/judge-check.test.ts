import type { RoomReading } from "@nonstop/contract/room";
import { array, assert, double, integer, property, record, subarray } from "fast-check";
import { describe, expect, it } from "vitest";
import { findingsOf, NEEDED_SECONDS, verdictOf, type CheckMeasures } from "./judge-check.ts";

const AT = 1_800_000_000;

/** A good guest for so many seconds, but for what is changed of each. */
function measures(
  count: number,
  change: (index: number) => Partial<RoomReading> = () => ({}),
): CheckMeasures {
  const readings = Array.from({ length: count }, (_, index): RoomReading => ({
    second: AT - count + index,
    peakDbfs: -10,
    ...change(index),
  }));
  const source = { width: 1280, height: 720, picturesPerSecond: 30 };
  return { readings, source, echo: { measuredSeconds: 25 } };
}

const badOf = (given: CheckMeasures): string[] =>
  verdictOf(given, AT).findings.flatMap(({ is, what }) => (is === "bad" ? [what] : []));

describe("the verdict on a guest's set-up", () => {
  it("is green for a good guest, and says what is seen and heard", () => {
    const { isReady, findings } = verdictOf(measures(NEEDED_SECONDS), AT);
    expect(isReady).toBe(true);
    expect(findings.map(({ what }) => what)).toEqual(["picture", "sound", "echo", "stable"]);
    expect(findings[0]?.says).toBe("The station sees you, 1280 by 720 with 30 pictures a second.");
  });

  it.each([
    ["a black picture", measures(60, () => ({ troubles: ["black"] })), ["picture"]],
    ["a still picture", measures(60, () => ({ troubles: ["frozen"] })), ["picture"]],
    ["a muted microphone", measures(60, () => ({ troubles: ["silent"] })), ["sound"]],
    ["no sound at all", measures(60, () => ({ peakDbfs: undefined })), ["sound"]],
    ["a faint voice", measures(60, () => ({ peakDbfs: -42 })), ["sound"]],
    ["a voice that is cut off at the top", measures(60, () => ({ peakDbfs: 0 })), ["sound"]],
    ["a small picture", { ...measures(60), source: { width: 320, height: 180 } }, ["picture"]],
    ["few pictures", { ...measures(60), source: { picturesPerSecond: 5 } }, ["picture"]],
    ["lost seconds", measures(60, (index) => ({ second: AT + index * 2 })), ["stable"]],
    [
      "an echo",
      { ...measures(60), echo: { measuredSeconds: 25, echo: { delaySeconds: 1, strength: 0.3 } } },
      ["echo"],
    ],
    ["too few seconds", measures(20), ["stable"]],
    ["nobody", measures(0), ["stable"]],
    ["all at once", measures(60, () => ({ troubles: ["black", "silent"] })), ["picture", "sound"]],
  ] as [string, CheckMeasures, string[]][])("is red for %s", (_what, given, bad) => {
    expect(badOf(given)).toEqual(bad);
  });

  it("bears pauses between sentences, a hand before the lens and a loud laugh", () => {
    const given = measures(60, (index) => {
      if (index < 5) return { troubles: ["black"] };
      if (index % 2 === 0) return { troubles: ["silent"] };
      return index === 21 ? { peakDbfs: 0 } : {};
    });
    expect(badOf(given)).toEqual([]);
  });

  it("does not depend on an echo that could not be measured", () => {
    expect(badOf({ ...measures(60), echo: undefined })).toEqual([]);
    expect(badOf({ ...measures(60), echo: { measuredSeconds: 0 } })).toEqual([]);
  });

  it("is ready exactly when nothing is bad, and each bad finding has a cure", () => {
    const reading = record(
      {
        second: integer({ min: AT, max: AT + 200 }),
        peakDbfs: double({ min: -90, max: 0, noNaN: true }),
        troubles: subarray(["black", "frozen", "silent"] as const),
      },
      { requiredKeys: ["second"] },
    );
    const source = record(
      {
        width: integer({ min: 1, max: 4000 }),
        height: integer({ min: 1, max: 4000 }),
        picturesPerSecond: double({ min: 0, max: 120, noNaN: true }),
      },
      { requiredKeys: [] },
    );
    assert(
      property(array(reading, { maxLength: 120 }), source, (readings, from) => {
        const sorted = readings.toSorted((a, b) => a.second - b.second);
        const verdict = verdictOf({ readings: sorted, source: from, echo: undefined }, AT);
        expect(verdict.isReady).toBe(verdict.findings.every(({ is }) => is !== "bad"));
        for (const { is, says, cure } of verdict.findings) {
          expect(says).toMatch(/^[A-Z0-9].*\.$/);
          expect(cure === undefined).toBe(is !== "bad");
        }
      }),
    );
  });

  it("never turns red by more of the same good seconds", () => {
    assert(
      property(integer({ min: NEEDED_SECONDS, max: 170 }), (count) => {
        expect(badOf(measures(count))).toEqual([]);
      }),
    );
  });

  it("says nothing before anything was received", () => {
    expect(findingsOf(measures(0))).toEqual([]);
  });
});
