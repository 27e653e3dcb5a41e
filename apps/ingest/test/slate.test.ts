import { readFile } from "node:fs/promises";
import { HOUSE_FORMAT_NAMES, HOUSE_FORMATS } from "@nonstop/contract/house-format";
import { checkFragments } from "@nonstop/media/house-check";
import { audioInitSegment, videoInitSegment } from "@nonstop/media/init-segment";
import { pictureSize, videoCodec } from "@nonstop/media/parameters";
import { slateSecond } from "@nonstop/media/slate";
import { describe, expect, it } from "vitest";
import { decodeParameters } from "@nonstop/media/parameters-base64";
import { decodeErrors, readChunk } from "./station.ts";

const FIRST = 1_800_000_005;

describe.each(HOUSE_FORMAT_NAMES)("the %s slate", (name) => {
  it("loops over 8 s in every rendition of its format, and decodes", async () => {
    const bytes = await readFile(new URL(`../../../packages/house/slate/${name}.bin`, import.meta.url));
    expect(bytes.length).toBeLessThan(1_500_000);
    const { header, parts } = readChunk(bytes);
    expect(header).toMatchObject({ firstSecond: 0, seconds: 8, firstAudioFrame: 0 });
    expect(header.audioFrames).toHaveLength(375);
    const { video, audio } = decodeParameters(header.parameters);
    const rungs = HOUSE_FORMATS[name].video;
    for (const rung of rungs) {
      expect(videoCodec(video[rung.id]!)).toBe(rung.codec);
      expect(pictureSize(video[rung.id]!)).toEqual({ width: rung.width, height: rung.height });
    }
    const small = rungs.at(-1)!.id;
    const runs: Record<string, Uint8Array[]> = {
      [small]: [videoInitSegment(video[small]!)],
      audio: [audioInitSegment(audio)],
    };
    for (let second = FIRST; second < FIRST + 10; second++) {
      const fragments = slateSecond(header, parts, second);
      expect(
        checkFragments(
          fragments,
          second,
          rungs.map((rung) => rung.id),
        ),
      ).toEqual({ kind: "ok" });
      for (const [rendition, run] of Object.entries(runs)) run.push(fragments[rendition]!);
    }
    for (const run of Object.values(runs)) expect(await decodeErrors(Buffer.concat(run))).toBe("");
  });
});
