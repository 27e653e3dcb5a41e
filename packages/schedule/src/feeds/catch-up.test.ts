import { expect, it } from "vitest";
import { catchUpSpan } from "./catch-up.ts";
import { entryFor } from "./entries-for-tests.ts";
import { slotsOf } from "./slots.ts";

const show = entryFor();
const film = entryFor({ airing: "ev2", start: show.end, end: show.end + 1800 });
const slots = slotsOf([show, film], [], { from: show.start - 300, to: film.end + 600 });

it.each([
  ["by the times of the guide", show.start, show.end, [show.start, show.end]],
  ["by its start, of which the player knows another end", show.start, show.end + 900, [show.start, show.end]],
  ["by Kodi, which asks for five minutes more", show.start - 300, show.end, [show.start, show.end]],
  [
    "by Kodi, which cuts off what is still to come",
    film.start - 300,
    film.start - 60,
    [film.start, film.end],
  ],
])("shows a programme %s", (_how, from, to, [start, end]) => {
  expect(catchUpSpan(slots, { from, to })).toEqual({ from: start, to: end });
});

it("shows what ran between programmes, though a programme begins five minutes later", () => {
  const between = { from: show.start - 300, to: show.start };
  expect(catchUpSpan(slots, between)).toEqual(between);
});

it("shows any other span as it is", () => {
  const span = { from: show.start + 7, to: show.end - 7 };
  expect(catchUpSpan(slots, span)).toEqual(span);
});
