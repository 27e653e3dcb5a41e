import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assetSecond } from "./asset-chunk.ts";
import { chunksSource, cutChunk, fragmentsOfSegment, pastSource, type StoredChunk } from "./chunk-source.ts";
import { planChunk, type SourceSpan } from "./chunk-plan.ts";
import { readFragment } from "./fragment.ts";
import { checkFragments } from "./house-check.ts";
import { joinBytes } from "./join-bytes.ts";
import { audioFramesOfSecond, secondOfAudioFrame, sourceAudioFrame } from "./lattice.ts";
import { MediaError } from "./media-error.ts";
import { putTogether } from "./put-together.ts";
import { madeUpChunk } from "./testing/made-up-chunk.ts";
import { madeUpAudioFrame, madeUpSecond } from "./testing/made-up-room.ts";

const RENDITIONS = ["v720", "v360"];
const T = 1_795_470_000;

/** A made-up channel that aired one live room, as a source; `gaps` are seconds that it does not have. */
const past = (gaps: readonly number[] = []) =>
  pastSource((rendition, second) => (gaps.includes(second) ? undefined : aired(second)[rendition]));

const made = new Map<number, Readonly<Record<string, Uint8Array>>>();
function aired(second: number): Readonly<Record<string, Uint8Array>> {
  const known = made.get(second) ?? madeUpSecond("studio", second, RENDITIONS);
  made.set(second, known);
  return known;
}

function chunkOf(spans: readonly SourceSpan[], chunk: number, source = past()): StoredChunk {
  const length = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  const seconds = Math.min(16, length - chunk * 16);
  const chunkMade = putTogether(planChunk(spans, chunk * 16, seconds), source, RENDITIONS);
  const bytes = joinBytes([...chunkMade.runs()]);
  let at = 0;
  const parts = new Map(
    chunkMade.parts.map((part) => [part.name, bytes.subarray(at, (at += part.byteLength))]),
  );
  expect(at).toBe(bytes.byteLength);
  return { layout: chunkMade.layout, parts };
}

/** The numbers of made-up frames, which carry the last 32 bits: those that are nearest to a second's. */
const frameNumbers = (audio: Uint8Array, second: number): number[] =>
  readFragment(audio).samples.map(({ data }) => {
    const near = audioFramesOfSecond(second).first;
    return near + ((new DataView(data.slice(-4).buffer).getUint32(0) - near) | 0);
  });

// All phases of the lattice, which repeats every 8 s.
const start = fc.integer({ min: T, max: T + 31 });

describe("what aired, aired again", () => {
  it("is in the house format at any second, with the pictures that aired and sound within half a frame of them, twice", () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 40 }), start, (from, length, again) => {
        const spans = [{ from, to: from + length }];
        const frames: number[] = [];
        const chunks = [0, 16, 32].filter((at) => at < length).map((_, chunk) => chunkOf(spans, chunk));
        for (let second = 0; second < length; second += 1) {
          const { layout, parts } = chunks[Math.floor(second / 16)]!;
          const channelSecond = again + second;
          const shown = assetSecond(layout, parts, { assetSecond: second, channelSecond });
          expect(checkFragments(shown, channelSecond, RENDITIONS)).toEqual({ kind: "ok" });
          const original = aired(from + second);
          for (const id of RENDITIONS)
            expect(readFragment(shown[id]!).samples).toEqual(readFragment(original[id]!).samples);
          frames.push(...frameNumbers(shown["audio"]!, from));
        }
        // The sound of the original, whole and in order, shifted as the pictures are but for one frame.
        const firstFrame = audioFramesOfSecond(again).first;
        frames.forEach((frame, index) => {
          expect(frame - frames[0]!).toBe(index);
          const shift = (firstFrame + index - frame) * 1024 - (again - from) * 48_000;
          expect(Math.abs(shift)).toBeLessThanOrEqual(1024);
        });
      }),
      { numRuns: 25 },
    );
  });

  it("is the same whichever of its chunks a frame is asked of", () => {
    fc.assert(
      fc.property(start, (from) => {
        const spans = [
          { from, to: from + 11 },
          { from: from + 50, to: from + 71 },
        ];
        const [first, second] = [chunkOf(spans, 0), chunkOf(spans, 1)].map((chunk) => ({
          first: chunk.layout.firstAudioFrame,
          source: chunksSource([chunk]),
          count: chunk.layout.audioFrames.length,
        }));
        const shared = first!.first + first!.count - second!.first;
        expect(shared).toBeGreaterThan(0);
        for (let k = second!.first; k < second!.first + shared; k += 1)
          expect(first!.source.frame(k)).toEqual(second!.source.frame(k));
      }),
    );
  });

  it("joins spans: each second has its own pictures and sound", () => {
    const spans = [
      { from: T, to: T + 5 },
      { from: T + 100, to: T + 104 },
      { from: T + 300, to: T + 309 },
    ];
    const { layout, parts } = chunkOf(spans, 0);
    const originals = [...Array(5).keys()]
      .map((k) => T + k)
      .concat([...Array(4).keys()].map((k) => T + 100 + k))
      .concat([...Array(7).keys()].map((k) => T + 300 + k));
    for (const [second, original] of originals.entries()) {
      const channelSecond = T + 7000 + second;
      const shown = assetSecond(layout, parts, { assetSecond: second, channelSecond });
      expect(checkFragments(shown, channelSecond, RENDITIONS)).toEqual({ kind: "ok" });
      expect(readFragment(shown["v360"]!).samples).toEqual(readFragment(aired(original)["v360"]!).samples);
      // Half a frame of rounding is the most that a second's sound may begin early or end late.
      const inner = frameNumbers(shown["audio"]!, original).slice(1, -1);
      expect(new Set(inner.map((frame) => secondOfAudioFrame(frame)))).toEqual(new Set([original]));
    }
  });

  it("has a neighbour's frame stand in at its ends where the channel has no more, and never a picture", () => {
    for (let phase = 0; phase < 8; phase += 1) {
      const from = T + phase;
      const { layout, parts } = chunkOf([{ from, to: from + 3 }], 0, past([from - 1, from + 3]));
      for (let again = 0; again < 8; again += 1) {
        const at = { assetSecond: 2, channelSecond: T + again };
        expect(checkFragments(assetSecond(layout, parts, at), T + again, RENDITIONS)).toEqual({ kind: "ok" });
      }
    }
    expect(() => chunkOf([{ from: T, to: T + 3 }], 0, past([T + 1]))).toThrow(MediaError);
    const silent = pastSource((id, second) => (id === "audio" ? undefined : past().picture(id, second)));
    expect(() => chunkOf([{ from: T, to: T + 3 }], 0, silent)).toThrow(MediaError);
  });
});

describe("a span of stored chunks", () => {
  const stored = [0, 16, 32].map((firstSecond) =>
    madeUpChunk("film", { firstSecond, seconds: 16, renditions: RENDITIONS }),
  );

  it("has the pictures and frames of the asset from its in to its out, read of no more than it needs", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 1, max: 17 }),
        start,
        (from, length, again) => {
          const span = { from, to: from + length };
          const cuts = stored.flatMap(({ layout, parts }) => {
            const made = cutChunk(layout, span, RENDITIONS);
            if (made === undefined) return [];
            const read = made.ranges.map(
              ({ name, from, to }) => [name, parts.get(name)!.slice(from, to)] as const,
            );
            return [{ layout: made.layout, parts: new Map(read) }];
          });
          const source = chunksSource(cuts);
          for (let second = 0; second < length; second += 1) {
            const { layout, parts } = chunkOf([span], Math.floor(second / 16), source);
            const shown = assetSecond(layout, parts, { assetSecond: second, channelSecond: again + second });
            expect(checkFragments(shown, again + second, RENDITIONS)).toEqual({ kind: "ok" });
            expect(readFragment(shown["v720"]!).samples).toEqual(
              readFragment(madeUpSecond("film", from + second, RENDITIONS)["v720"]!).samples,
            );
          }
          const { layout, parts } = chunkOf([span], 0, source);
          const frames = chunksSource([{ layout, parts }]);
          const inside = layout.firstAudioFrame + 2;
          expect(frames.frame(inside)).toEqual(madeUpAudioFrame("film", sourceAudioFrame(inside, from)));
          const pictureBytes = cuts.reduce((sum, cut) => sum + cut.parts.get("video:v720")!.byteLength, 0);
          const all = stored[0]!.parts.get("video:v720")!.byteLength;
          expect(pictureBytes).toBeLessThan((all / 16) * (length + 1));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is nothing of a chunk that has none of its seconds, nor of a rendition that is not there", () => {
    const { layout } = stored[1]!;
    expect(cutChunk(layout, { from: 0, to: 16 }, RENDITIONS)).toBeUndefined();
    expect(() => cutChunk(layout, { from: 16, to: 17 }, ["v480"])).toThrow(MediaError);
  });
});

describe("planChunk()", () => {
  it("refuses seconds that the spans do not have", () => {
    expect(() => planChunk([{ from: 5, to: 8 }], 0, 4)).toThrow(MediaError);
    expect(() => planChunk([], 0, 1)).toThrow(MediaError);
  });
});

describe("fragmentsOfSegment()", () => {
  it("finds the fragments of a segment, and refuses what is none", () => {
    const fragments = [0, 1, 2, 3].map((k) => madeUpSecond("studio", T + k, RENDITIONS)["v360"]!);
    expect(fragmentsOfSegment(joinBytes(fragments))).toEqual(fragments);
    expect(fragmentsOfSegment(new Uint8Array())).toEqual([]);
    const segment = joinBytes(fragments);
    expect(() => fragmentsOfSegment(segment.subarray(0, segment.byteLength - 1))).toThrow(MediaError);
    const { byteLength } = fragments[0]!;
    expect(() => fragmentsOfSegment(segment.subarray(0, byteLength + 40))).toThrow(MediaError);
  });
});
