import { expect, it } from "vitest";
import { pageOf } from "./page-of.ts";

it.each([
  ["/", { kind: "player" }],
  ["/schedule", { kind: "guide" }],
  ["/schedule/", { kind: "guide" }],
  ["/schedule/evening-show", { kind: "programme", slug: "evening-show" }],
  ["/people", { kind: "people" }],
  ["/people/ana-lima/", { kind: "person", slug: "ana-lima" }],
  ["/shows/", { kind: "shows" }],
  ["/shows/talks", { kind: "show", slug: "talks" }],
  ["/shows/talks/more", { kind: "unknown" }],
  ["/search", { kind: "search" }],
  ["/schedule/a/b", { kind: "unknown" }],
  ["/schedule/%E0%A4%A", { kind: "unknown" }],
  ["/live/main/index.m3u8", { kind: "unknown" }],
])("%s", (path, page) => expect(pageOf(path)).toEqual(page));
