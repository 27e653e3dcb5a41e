import { describe, expect, it } from "vitest";
import { AssetSource, mediaMark } from "./asset-source.ts";

const past = {
  kind: "past",
  channel: "main",
  version: "360p-0a1b2c3d",
  spans: [{ from: 1_795_000_000, to: 1_795_000_060 }],
} as const;

describe("mediaMark()", () => {
  it("tells each source from any other, and stays with a copy of it", () => {
    const sources: AssetSource[] = [
      past,
      { ...past, spans: [{ from: 1_795_000_000, to: 1_795_000_061 }] },
      { ...past, version: "360p-0a1b2c3e" },
      { ...past, channel: "second" },
      { kind: "span", asset: "film", from: 1, to: 9 },
      { kind: "span", asset: "film", from: 1, to: 10 },
      { kind: "span", asset: "film", folder: "second", from: 1, to: 9 },
      { kind: "chunks", folder: "second" },
    ].map((source) => AssetSource.parse(source));
    const marks = sources.map((source) => mediaMark(source)!);
    expect(new Set(marks).size).toBe(sources.length);
    for (const folder of marks) expect(mediaMark(AssetSource.parse({ kind: "chunks", folder }))).toBe(folder);
    expect(mediaMark(undefined)).toBeUndefined();
  });
});

describe("AssetSource", () => {
  it("refuses spans that are empty, turned round or none", () => {
    const wrong: unknown[] = [
      { ...past, spans: [] },
      { ...past, spans: [{ from: 5, to: 5 }] },
      { kind: "span", asset: "film", from: 9, to: 1 },
      { kind: "chunks", folder: "../film" },
      { kind: "chunks" },
    ];
    for (const source of wrong) expect(AssetSource.safeParse(source).success).toBe(false);
  });
});
