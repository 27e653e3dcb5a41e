import { describe, expect, it } from "vitest";
import { drawnLine, drawnTitle, isRightToLeft } from "./drawn-text.ts";

describe("a title", () => {
  it("is the smaller the longer it is, and cut at last", () => {
    const titles = ["Slow Light", "Words ".repeat(12).trim(), "Words ".repeat(20).trim()];
    const sizes = titles.map((title) => drawnTitle(title));
    expect(sizes.map(({ text }) => text)).toEqual(titles);
    expect(sizes.map(({ size }) => size)).toEqual(
      [...new Set(sizes.map(({ size }) => size))].sort((a, b) => b - a),
    );
    const { size, text } = drawnTitle("Words ".repeat(33).trim());
    expect(size).toBe(sizes[2]?.size);
    expect(text).toMatch(/^(Words )+Words…$/);
  });

  it("is broken where it has no spaces, between letters as people see them", () => {
    const { text } = drawnTitle("e\u0301".repeat(120));
    expect(text).toContain("\\N");
    expect(text.replaceAll("\\N", "")).toBe("e\u0301".repeat(120));
    for (const part of text.split("\\N")) expect(part.startsWith("e\u0301")).toBe(true);
  });

  it("is text to libass, whatever stands in it", () => {
    expect(drawnTitle("{\\b1}a\\Nb\u0000c\nd\u202Ee").text).toBe("\\{\\\u2060b1\\}a\\\u2060Nb c d e");
  });
});

it("a line is cut between letters when it is too long", () => {
  expect(drawnLine("with Ada", 60)).toBe("with Ada");
  expect(drawnLine("Ada ".repeat(60), 60)).toMatch(/^(Ada )+(A|Ad|Ada)?…$/);
});

it("the first letter says where a text begins", () => {
  expect(["Ada שלום", "42 שלום", "«سلام» Ada", "42"].map(isRightToLeft)).toEqual([false, true, true, false]);
});
