import type { GuideEntry } from "@nonstop/contract/guide";
import { expect, it } from "vitest";
import { calendarFile } from "./calendar-file.ts";

const entry: GuideEntry = {
  airing: "abc",
  slug: "evening",
  kind: "live",
  title: "Queues; and, other stories",
  summary:
    "Line one.\nA very long second line, الذي فيه كلمات, that has to be folded at 75 octets and no later than that.",
  presenters: [{ name: "Ada" }],
  start: 1_795_500_000,
  end: 1_795_503_600,
  timezone: "UTC",
};
const file = calendarFile(entry, "https://tv.example", 1_795_400_000);

it("names the programme and its times in UTC", () => {
  expect(file).toContain("SUMMARY:Queues\\; and\\, other stories\r\n");
  expect(file).toContain("DTSTART:20261124T060000Z\r\nDTEND:20261124T070000Z\r\n");
  expect(file).toContain("UID:abc@tv.example\r\n");
  expect(file.endsWith("END:VCALENDAR\r\n")).toBe(true);
});

it("folds lines at 75 octets and loses nothing", () => {
  const octets = (text: string): number => encodeURIComponent(text).replaceAll(/%../g, "x").length;
  for (const line of file.split("\r\n")) expect(octets(line)).toBeLessThanOrEqual(75);
  expect(file.replaceAll("\r\n ", "")).toContain(
    "DESCRIPTION:With Ada.\\n\\nLine one.\\nA very long second line\\, الذي فيه كلمات\\, that has to be folded at 75 octets and no later than that.\\n\\nhttps://tv.example/schedule/evening\r\n",
  );
});
