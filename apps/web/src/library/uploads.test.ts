import { expect, it, vi } from "vitest";

// The page's own store of signals is all that it needs of a browser.
vi.stubGlobal("location", { pathname: "/", search: "" });
const { refusalOf, titleOf } = await import("./uploads.ts");

it("refuses what is no film, what is empty and what is too large, in words", () => {
  expect(refusalOf({ name: "sea.MP4", size: 1 })).toBeUndefined();
  expect(refusalOf({ name: "notes.pdf", size: 1 })).toContain("This is no film");
  expect(refusalOf({ name: "sea.mp4", size: 0 })).toBe("The file is empty.");
  expect(refusalOf({ name: "sea.mp4", size: 41e9 })).toBe("A film is at most 40 GB.");
});

it("makes a title of a file's name", () => {
  expect(titleOf("The_Sea-at.night.mp4")).toBe("The Sea at night");
});
