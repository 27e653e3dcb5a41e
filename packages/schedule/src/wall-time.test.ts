import { expect, it } from "vitest";
import { lengthWords, secondsOfLength, wallDay, wallOffset, wallSpan, wallTime } from "./wall-time.ts";

const second = (text: string): number => Date.parse(text) / 1000;

it.each([
  ["2027-03-21T04:00Z", "America/Los_Angeles", "21:00", "Sat 20 Mar 2027", "-07:00"],
  ["2027-03-28T01:00Z", "Europe/Berlin", "03:00", "Sun 28 Mar 2027", "+02:00"],
  ["2027-09-07T12:00Z", "Europe/London", "13:00", "Tue 7 Sep 2027", "+01:00"],
  ["2027-10-31T00:59:59Z", "Europe/Berlin", "02:59", "Sun 31 Oct 2027", "+02:00"],
  ["2027-01-01T00:00Z", "Asia/Kolkata", "05:30", "Fri 1 Jan 2027", "+05:30"],
  ["2027-01-01T00:00Z", "Europe/London", "00:00", "Fri 1 Jan 2027", "+00:00"],
  ["2027-01-01T00:00Z", "UTC", "00:00", "Fri 1 Jan 2027", "+00:00"],
])("tells %s in %s", (instant, zone, time, day, offset) => {
  const at = second(instant);
  expect([wallTime(at, zone), wallDay(at, zone), wallOffset(at, zone)]).toEqual([time, day, offset]);
});

it("tells spans and lengths", () => {
  const start = second("2027-01-01T22:30Z");
  expect(wallSpan({ start, end: start + 7200 }, "UTC")).toBe("22:30-00:30");
  const lengths = [5, 1725, 3725, 36_000];
  const texts = ["0:05", "28:45", "1:02:05", "10:00:00"];
  expect(lengths.map(lengthWords)).toEqual(texts);
  expect(texts.map(secondsOfLength)).toEqual(lengths);
  expect([" 75:00 ", "five", "12", "1:5", "1:60"].map(secondsOfLength)).toEqual([4500, ...Array(4)]);
});
