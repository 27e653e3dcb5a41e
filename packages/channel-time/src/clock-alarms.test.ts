import { expect, it } from "vitest";
import { clockAlarms } from "./clock-alarms.ts";

const standing = (clock: Parameters<typeof clockAlarms>[0]): string[] =>
  clockAlarms(clock).flatMap(({ name, stands }) => (stands ? [name] : []));

it("is quiet up to a quarter of a second, in both directions", () => {
  expect(standing({ isMeasured: true, offsetMs: 250, skewMs: -250 })).toEqual([]);
});

it("raises an alarm for a machine that is off, for a correction under way and for a clock that is a guess", () => {
  expect(standing({ isMeasured: true, offsetMs: -251, skewMs: 0 })).toEqual(["clock-offset"]);
  expect(standing({ isMeasured: true, offsetMs: 0, skewMs: 251 })).toEqual(["clock-skew"]);
  expect(standing({ isMeasured: false, offsetMs: 0, skewMs: 0 })).toEqual(["clock-unmeasured"]);
});
