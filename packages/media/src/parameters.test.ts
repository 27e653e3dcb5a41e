import { describe, expect, it } from "vitest";
import { MediaError } from "./media-error.ts";
import { pictureMake, pictureSize, sameParameters, videoCodec } from "./parameters.ts";
import { readSoundParameters } from "./sound-parameters.ts";
import { hex, HOUSE_PPS, HOUSE_SPS, madeUpParameters } from "./testing/made-up-room.ts";

const of = (sps: Uint8Array) => ({ sps, pps: HOUSE_PPS });

describe("videoCodec()", () => {
  it("names the codec as contract's house formats do", () => {
    expect(videoCodec(of(HOUSE_SPS.v1080))).toBe("avc1.4d4028");
    expect(videoCodec(of(HOUSE_SPS.v720))).toBe("avc1.4d401f");
    expect(videoCodec(of(HOUSE_SPS.v360))).toBe("avc1.4d401e");
  });
});

describe("pictureSize()", () => {
  it("is the visible size, without what the coding blocks add", () => {
    expect(pictureSize(of(HOUSE_SPS.v1080))).toEqual({ width: 1920, height: 1080 });
    expect(pictureSize(of(HOUSE_SPS.v720))).toEqual({ width: 1280, height: 720 });
    expect(pictureSize(of(HOUSE_SPS.v480))).toEqual({ width: 854, height: 480 });
    expect(pictureSize(of(HOUSE_SPS.v360))).toEqual({ width: 640, height: 360 });
  });

  it("reads High profile with its chroma fields", () => {
    // x264, High@4, 1920x1080.
    const high = hex("67640028acd940780227e5c044000003000400000300f03c60c658");
    expect(pictureSize(of(high))).toEqual({ width: 1920, height: 1080 });
  });

  it("refuses what is no sequence parameter set, or is cut short", () => {
    for (const sps of [
      hex(""),
      hex("68ef3c80"),
      HOUSE_SPS.v720.slice(0, 6),
      hex("674d401f00000000000000000000"),
    ])
      expect(() => pictureSize(of(sps))).toThrow(MediaError);
  });
});

describe("pictureMake()", () => {
  it.each([
    ["6764001facd9405005bb0110000003001000000303c0f1831960", undefined],
    ["6764001facd9405005bb016e04040c80000003008000001e078c18cb", 6],
    ["6764001facd9405005bbff000300046a02020280000003008000001e078c18cb", 1],
    ["6764001facd9405005bb016a04040a80000003008000001e078c18cb", 5],
  ])("is what the sender signals: %s", (sps, matrix) => {
    expect(pictureMake(of(hex(sps)))).toEqual({ mayBeInterlaced: false, matrix });
    expect(pictureSize(of(hex(sps)))).toEqual({ width: 1280, height: 720 });
  });

  it("is found behind scaling lists", () => {
    // The first list repeats one scale, the second ends at once, the others are absent.
    const begin = "1 010 1 1 0 1";
    const lists = `1 ${"1".repeat(16)} 1 000010001 000000`;
    const size = "1 011 010 0 0000001010000 00000101101 1 1 0";
    const colours = "1 0 0 1 0000 1 00000001 00000001 00000110 0";
    const bits = `${begin}${lists}${size}${colours}1`.replaceAll(" ", "").padEnd(400, "0");
    const bytes = Array.from({ length: 50 }, (_, i) => Number.parseInt(bits.slice(i * 8, i * 8 + 8), 2));
    const sps = Uint8Array.from([0x67, 100, 0, 31, ...bytes]);
    expect(pictureSize(of(sps))).toEqual({ width: 1280, height: 720 });
    expect(pictureMake(of(sps))).toEqual({ mayBeInterlaced: false, matrix: 6 });
  });
});

describe("sameParameters()", () => {
  const house = madeUpParameters(["v720", "v360"]);

  it("accepts rooms with the same bytes", () => {
    expect(sameParameters(house, madeUpParameters(["v720", "v360"]))).toEqual({ same: true });
  });

  it("says which rendition differs and in what", () => {
    const reason = (other: typeof house) => {
      const answer = sameParameters(house, other);
      return answer.same ? "same" : answer.reason;
    };
    expect(reason(madeUpParameters(["v720"]))).toBe("v360: only one of the two has it");
    expect(reason({ ...house, video: { ...house.video, v720: of(HOUSE_SPS.v480) } })).toBe(
      "v720: size 1280x720 against 854x480",
    );
    const level = HOUSE_SPS.v720.slice();
    level[3] = 40;
    expect(reason({ ...house, video: { ...house.video, v720: of(level) } })).toBe(
      "v720: level 3.1 against 4",
    );
    const profile = HOUSE_SPS.v720.slice();
    profile[1] = 66;
    expect(reason({ ...house, video: { ...house.video, v720: of(profile) } })).toBe(
      "v720: profile 77/64 against 66/64",
    );
    const pps = { sps: HOUSE_SPS.v360, pps: hex("68ee3c80") };
    expect(reason({ ...house, video: { ...house.video, v360: pps } })).toBe(
      "v360: picture parameter sets differ",
    );
    expect(reason({ ...house, audio: { asc: hex("1188") } })).toBe("audio: 2 channels against 1");
    expect(reason({ ...house, audio: { asc: hex("1210") } })).toBe("audio: sample rate 48000 against 44100");
  });

  it("says so of parameters it cannot read", () => {
    const broken = { ...house, audio: { asc: hex("00") } };
    expect(sameParameters(house, broken)).toEqual({
      same: false,
      reason: "audio: audio parameters: cut short",
    });
  });
});

describe("readSoundParameters()", () => {
  it("reads ffmpeg's configuration of the house", () => {
    expect(readSoundParameters(hex("119056e500"))).toEqual({
      objectType: 2,
      sampleRate: 48_000,
      channels: 2,
    });
  });
});
