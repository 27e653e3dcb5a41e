import { expect, it, vi } from "vitest";

// The page's own store of signals is all that it needs of a browser.
vi.stubGlobal("location", { pathname: "/", search: "" });
const { importOf, refusalOf, titleOf } = await import("./uploads.ts");

it("refuses what is no film, what is empty and what is too large, in words", () => {
  expect(refusalOf({ name: "sea.MP4", size: 1 })).toBeUndefined();
  expect(refusalOf({ name: "notes.pdf", size: 1 })).toContain("This is no film");
  expect(refusalOf({ name: "sea.mp4", size: 0 })).toBe("The file is empty.");
  expect(refusalOf({ name: "sea.mp4", size: 41e9 })).toBe("A film is at most 40 GB.");
});

it("makes a title of a file's name", () => {
  expect(titleOf("The_Sea-at.night.mp4")).toBe("The Sea at night");
});

it("knows what a whole upload becomes: the newest import of its title that was asked for since", () => {
  const sent = {
    id: "1",
    name: "sea.mp4",
    title: "Sea",
    begunAt: 1000,
    bytes: 9,
    sent: 9,
    state: "done",
  } as const;
  const one = (id: string, title: string, askedAt: number) =>
    ({ import: id, asset: "sea", title, from: "upload", state: "conforming", progress: 0, askedAt }) as const;
  const all = [one("later", "Sea", 1010), one("other", "Land", 1009), one("earlier", "Sea", 900)];
  expect(importOf(sent, all)?.import).toBe("later");
  expect(importOf(sent, all.slice(1))).toBeUndefined();
  expect(importOf({ ...sent, state: "sending" }, all)).toBeUndefined();
});
