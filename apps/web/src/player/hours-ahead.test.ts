import type { GuideEntry } from "@nonstop/contract/guide";
import { expect, it } from "vitest";
import { hoursAhead } from "./hours-ahead.ts";
import type { Slot } from "../guide/slots.ts";

const entry = { slug: "a-show" } as GuideEntry;
const show = (start: number, end: number): Slot => ({ kind: "programme", start, end, entry });
const gap = (start: number, end: number): Slot => ({ kind: "gap", start, end });

const evening = [show(0, 60), show(60, 120), gap(120, 600), show(600, 1200), show(5000, 6000)];

it.each([
  ["shows one programme of the past, and no gap", 700, [show(60, 120), show(600, 1200), show(5000, 6000)]],
  ["shows what ended just now", 1200, [show(600, 1200), show(5000, 6000)]],
  ["forgets what ended half an hour ago", 3000, [show(5000, 6000)]],
  ["shows the gap that goes on", 300, [show(60, 120), gap(120, 600), show(600, 1200), show(5000, 6000)]],
])("%s", (_, second, shown) => expect(hoursAhead(evening, second)).toEqual(shown));
