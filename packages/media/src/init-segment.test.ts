import { describe, expect, it } from "vitest";
import type { Box } from "./box-reader.ts";
import { childBoxes, onlyBox, readBoxes } from "./box-reader.ts";
import { audioInitSegment, videoInitSegment } from "./init-segment.ts";
import { readMovie } from "./movie.ts";
import { hex, HOUSE_ASC, HOUSE_PPS, HOUSE_SPS } from "./testing/made-up-room.ts";

const moovOf = (init: Uint8Array): Box => onlyBox(readBoxes(init, 0, init.byteLength), "moov");

describe("videoInitSegment()", () => {
  const parameters = { sps: HOUSE_SPS.v720, pps: HOUSE_PPS };
  const init = videoInitSegment(parameters);

  it("carries the parameters it was made from, on track 1 at 90 kHz", () => {
    expect(readMovie(init, moovOf(init))).toEqual([
      { id: 1, kind: "video", timescale: 90_000, defaults: { duration: 0, size: 0, flags: 0 }, parameters },
    ]);
  });

  it("has neither an edit list nor a duration of fragments", () => {
    const boxes = childBoxes(init, moovOf(init));
    expect(boxes.map((box) => box.type)).toEqual(["mvhd", "trak", "mvex"]);
    expect(childBoxes(init, onlyBox(boxes, "trak")).map((box) => box.type)).toEqual(["tkhd", "mdia"]);
    expect(childBoxes(init, onlyBox(boxes, "mvex")).map((box) => box.type)).toEqual(["trex"]);
  });

  it("is a function of the parameters alone", () => {
    expect(videoInitSegment({ sps: HOUSE_SPS.v720.slice(), pps: HOUSE_PPS.slice() })).toEqual(init);
  });
});

describe("audioInitSegment()", () => {
  it("carries the configuration it was made from, on track 1 at 48 kHz", () => {
    for (const asc of [HOUSE_ASC, hex("1190")]) {
      const init = audioInitSegment({ asc });
      expect(readMovie(init, moovOf(init))).toEqual([
        {
          id: 1,
          kind: "audio",
          timescale: 48_000,
          defaults: { duration: 0, size: 0, flags: 0 },
          parameters: { asc },
        },
      ]);
    }
  });
});
