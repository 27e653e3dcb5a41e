import { expect, it } from "vitest";
import { chapterSeconds } from "./chapters.ts";

const chapters = (...starts: string[]) => starts.map((start_time) => ({ start_time }));
const whole = { pieces: [{ from: 0, to: 600 }], isWhole: true };

it("tells where chapters begin, in order and once, inside the film alone", () => {
  const told = chapters("0.000000", "300.6", "120.2", "300.9", "599.9", "600.0", "9000", "nonsense");
  expect(chapterSeconds(told, whole, 0)).toEqual([120, 301]);
});

it("counts in seconds of what is shown, from the container's own start", () => {
  const shown = {
    pieces: [
      { from: 0, to: 100 },
      { from: 400, to: 600 },
    ],
    isWhole: false,
  };
  expect(chapterSeconds(chapters("50", "250", "410", "460"), shown, 10)).toEqual([40, 100, 150]);
});

it("tells no more than a piece may have", () => {
  const many = Array.from({ length: 500 }, (_, i) => ({ start_time: String(i + 1) }));
  expect(chapterSeconds(many, whole, 0)).toHaveLength(200);
});
