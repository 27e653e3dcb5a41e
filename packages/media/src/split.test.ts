import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { box, u32, u64 } from "./box-writer.ts";
import { joinBytes } from "./join-bytes.ts";
import type { Sample } from "./fragment.ts";
import { readFragment } from "./fragment.ts";
import { checkFragments } from "./house-check.ts";
import { audioFramesOfSecond } from "./lattice.ts";
import { MediaError } from "./media-error.ts";
import { pictureSize } from "./parameters.ts";
import type { SplitEvent } from "./split.ts";
import { RoomSplitter } from "./split.ts";
import type { MuxRun, MuxStyle } from "./testing/made-up-muxer.ts";
import { FFMPEG_STYLE, muxFragment, muxHeader } from "./testing/made-up-muxer.ts";
import { madeUpAudioFrame, madeUpParameters, madeUpPictures, madeUpSecond } from "./testing/made-up-room.ts";

const EPOCH = 1_795_470_000;
const RENDITIONS = ["v720", "v360"] as const;
const PARAMETERS = madeUpParameters(RENDITIONS);
const AUDIO_TRACK = RENDITIONS.length + 1;

/** One sample as a muxer gets it; `time` in ticks of its track, from the room epoch. */
type Packet = { trackId: number; time: number; sample: Sample };

/** What an encoder gives for these channel seconds, with the AAC priming frame before them. */
function packets(from: number, to: number, room = "a", epoch = EPOCH): Packet[][] {
  const seconds = Array.from({ length: to - from }, (_, k) => from + k);
  const video = RENDITIONS.map((id, track) =>
    seconds.flatMap((second) =>
      madeUpPictures(`${room}/${id}`, second).map((sample, index) => ({
        trackId: track + 1,
        time: (second - epoch) * 90_000 + index * 3000,
        sample,
      })),
    ),
  );
  const first = audioFramesOfSecond(from).first - 1;
  const frames = audioFramesOfSecond(to).first - first;
  const audio = Array.from({ length: frames }, (_, k) => ({
    trackId: AUDIO_TRACK,
    time: (first + k) * 1024 - epoch * 48_000,
    sample: { data: madeUpAudioFrame(room, first + k), duration: 1024, isSync: true },
  }));
  return [...video, audio];
}

function runOf(part: readonly Packet[]): MuxRun[] {
  const [first] = part;
  if (first === undefined) return [];
  return [{ trackId: first.trackId, baseTime: first.time, samples: part.map((packet) => packet.sample) }];
}

/** A file whose fragments hold `counts[i][track]` samples of each track. The remaining samples go into a last one. */
function mux(
  tracks: readonly Packet[][],
  counts: readonly (readonly number[])[],
  style: MuxStyle = FFMPEG_STYLE,
) {
  const taken = tracks.map(() => 0);
  const parts: Uint8Array[] = [muxHeader(PARAMETERS)];
  let size = parts[0]!.byteLength;
  for (const row of [...counts, tracks.map((track) => track.length)]) {
    const runs = tracks.flatMap((track, index) => {
      const from = taken[index]!;
      taken[index] = from + (row[index] ?? 0);
      return runOf(track.slice(from, taken[index]));
    });
    if (runs.length === 0) continue;
    const fragment = muxFragment(runs, style, size);
    parts.push(fragment);
    size += fragment.byteLength;
  }
  return joinBytes(parts);
}

/** As ffmpeg's frag_keyframe does: every key picture of any track flushes what all tracks have until then. */
function muxAtKeyPictures(tracks: readonly Packet[][]) {
  const scale = (packet: Packet) => packet.time / (packet.trackId === AUDIO_TRACK ? 48_000 : 90_000);
  const order = tracks.flat().sort((a, b) => scale(a) - scale(b) || a.trackId - b.trackId);
  const parts: Uint8Array[] = [muxHeader(PARAMETERS)];
  let waiting: Packet[] = [];
  const flush = () => {
    const runs = tracks.flatMap((_, index) =>
      runOf(waiting.filter((packet) => packet.trackId === index + 1)),
    );
    if (runs.length > 0) parts.push(muxFragment(runs));
    waiting = [];
  };
  for (const packet of order) {
    if (packet.trackId !== AUDIO_TRACK && packet.sample.isSync) flush();
    waiting.push(packet);
  }
  flush();
  return joinBytes(parts);
}

function split(file: Uint8Array, slices: readonly number[] = [], epochSecond = EPOCH): SplitEvent[] {
  const splitter = new RoomSplitter({ videoRenditions: RENDITIONS, epochSecond });
  const events: SplitEvent[] = [];
  let at = 0;
  for (const slice of [...slices, file.byteLength]) {
    events.push(...splitter.push(file.subarray(at, at + slice)));
    at += slice;
  }
  return [...events, ...splitter.end()];
}

const whole = (from: number, to: number, room = "a"): SplitEvent[] =>
  Array.from({ length: to - from }, (_, k) => ({
    kind: "second",
    second: from + k,
    fragments: madeUpSecond(room, from + k, RENDITIONS),
  }));

const START = EPOCH + 1000;

describe("RoomSplitter", () => {
  it("gives the same seconds however the muxer grouped them and the bytes arrived", () => {
    const style: fc.Arbitrary<MuxStyle> = fc.record({
      base: fc.constantFrom("moof", "file", "implied"),
      sizes: fc.constantFrom("trun", "tfhd"),
      timeBits: fc.constantFrom(32, 64),
      dataSizeBits: fc.constantFrom(32, 64),
      truns: fc.constantFrom(1, 2),
    });
    const counts = fc.array(fc.tuple(fc.nat(35), fc.nat(35), fc.nat(50)), { maxLength: 12 });
    const slices = fc.array(fc.oneof(fc.nat(20), fc.nat(3000)), { maxLength: 60 });
    fc.assert(
      fc.property(counts, slices, style, fc.nat(20), (counts, slices, style, start) => {
        const from = EPOCH + start + 1;
        const file = mux(packets(from, from + 3), counts, style);
        expect(split(file, slices)).toEqual([
          { kind: "parameters", parameters: PARAMETERS },
          ...whole(from, from + 3),
        ]);
      }),
      { numRuns: 100 },
    );
  });

  it("takes single bytes", () => {
    const file = muxAtKeyPictures(packets(START, START + 2));
    const slices = Array.from({ length: file.byteLength }, () => 1);
    expect(split(file, slices).slice(1)).toEqual(whole(START, START + 2));
  });

  it("regroups the partial fragments of several key pictures in a second, as soon as a second is whole", () => {
    const file = muxAtKeyPictures(packets(START, START + 5));
    const splitter = new RoomSplitter({ videoRenditions: RENDITIONS, epochSecond: EPOCH });
    const seen: number[] = [];
    for (let at = 0; at < file.byteLength; at += 500)
      for (const event of splitter.push(file.subarray(at, at + 500)))
        if (event.kind === "second") seen.push(event.second);
    expect(seen).toEqual([START, START + 1, START + 2, START + 3, START + 4]);
    expect(splitter.end()).toEqual([]);
  });

  it("moves a room's time to the channel's by its epoch, and leaves out the priming frame before 0", () => {
    const file = mux(packets(EPOCH, EPOCH + 2), []);
    expect(split(file).slice(1)).toEqual(whole(EPOCH, EPOCH + 2));
    const later = split(file, [], EPOCH + 80).slice(1);
    expect(later.map((event) => event.kind === "second" && event.second)).toEqual([EPOCH + 80, EPOCH + 81]);
    for (const event of later)
      if (event.kind === "second")
        expect(checkFragments(event.fragments, event.second, RENDITIONS)).toEqual({ kind: "ok" });
  });

  it("refuses an epoch off the lattice", () => {
    expect(() => new RoomSplitter({ videoRenditions: RENDITIONS, epochSecond: EPOCH + 1 })).toThrow(
      MediaError,
    );
  });

  it("sets sound and pictures that are a little off to their places", () => {
    const tracks = packets(START, START + 3).map((track) =>
      track.map((packet, index) => ({
        ...packet,
        time: packet.time + (packet.trackId === AUDIO_TRACK ? ((index * 37) % 900) - 450 : (index % 5) - 2),
      })),
    );
    // One packet per fragment, so that each carries its own time.
    const counts = tracks[2]!.map(() => [1, 1, 1]);
    expect(split(mux(tracks, counts)).slice(1)).toEqual(whole(START, START + 3));
  });

  const brokenAt = (tracks: Packet[][]) =>
    split(
      mux(
        tracks,
        Array.from({ length: 150 }, () => [1, 1, 2]),
      ),
    )
      .slice(1)
      .map((event) =>
        event.kind === "broken-second" ? `${event.second - START}: ${event.reason}` : event.kind,
      );

  it("reports a second with a lost picture or frame, and goes on after it", () => {
    const [v720, v360, audio] = packets(START, START + 4);
    const frame = audioFramesOfSecond(START + 2).first - audioFramesOfSecond(START).first + 1;
    expect(brokenAt([v720!, v360!.filter((_, index) => index !== 40), audio!])).toEqual([
      "second",
      "1: v360: 29 of 30 pictures",
      "second",
      "second",
    ]);
    expect(brokenAt([v720!, v360!, audio!.filter((_, index) => index !== frame)])).toEqual([
      "second",
      "second",
      `2: audio: ${audioFramesOfSecond(START + 2).count - 1} of ${audioFramesOfSecond(START + 2).count} frames`,
      "second",
    ]);
  });

  it("reports a second with two samples at one place", () => {
    const [v720, v360, audio] = packets(START, START + 3);
    const twice = v720!.map((packet, index) =>
      index === 35 ? { ...packet, time: packet.time - 3000 } : packet,
    );
    expect(brokenAt([twice, v360!, audio!])).toEqual(["second", "1: v720: two samples at place 4", "second"]);
  });

  it("reports a second that does not begin with its only IDR", () => {
    const [v720, v360, audio] = packets(START, START + 3);
    const late = v360!.map((packet, index) =>
      index === 45 ? { ...packet, sample: { ...v360![30]!.sample, duration: 3000 } } : packet,
    );
    expect(brokenAt([v720!, late, audio!])).toEqual(["second", "1: v360: picture 15 is an IDR", "second"]);
  });

  it("gives up a second when a track has died, without waiting for the end", () => {
    const [v720, v360, audio] = packets(START, START + 8);
    const file = muxAtKeyPictures([v720!, v360!, audio!.slice(0, 60)]);
    const splitter = new RoomSplitter({ videoRenditions: RENDITIONS, epochSecond: EPOCH });
    const kinds = splitter.push(file).map((event) => event.kind);
    expect(kinds).toEqual(["parameters", "second", ...Array.from({ length: 3 }, () => "broken-second")]);
  });

  it("gives only whole seconds of a source that ends within one", () => {
    const [v720, v360, audio] = packets(START, START + 3);
    const events = split(muxAtKeyPictures([v720!.slice(0, 70), v360!.slice(0, 70), audio!]));
    expect(events.slice(1, 3)).toEqual(whole(START, START + 2));
    expect(events[3]).toEqual({
      kind: "broken-second",
      second: START + 2,
      reason: "v720: 10 of 30 pictures",
    });
    const tail = split(muxAtKeyPictures([v720!.slice(0, 60), v360!.slice(0, 60), audio!]));
    expect(tail.slice(1)).toEqual(whole(START, START + 2));
  });

  it("survives a leap of a hundred years in the source's time", () => {
    const near = packets(START, START + 1);
    const far = packets(START + 3_000_000_000, START + 3_000_000_001);
    const file = mux(
      near.map((track, index) => [...track, ...far[index]!]),
      [near.map((track) => track.length)],
    );
    expect(split(file).filter((event) => event.kind === "second")).toHaveLength(2);
  });
});

describe("RoomSplitter with a real encoder's file", () => {
  const file = readFileSync(`${import.meta.dirname}/../fixtures/room.mp4`);
  const splitRoom = (bytes: Uint8Array, slice: number) => {
    const splitter = new RoomSplitter({ videoRenditions: ["v90"], epochSecond: EPOCH });
    const events: SplitEvent[] = [];
    for (let at = 0; at < bytes.byteLength; at += slice)
      events.push(...splitter.push(bytes.subarray(at, at + slice)));
    return [...events, ...splitter.end()];
  };

  it("gives its three seconds at the channel's time", () => {
    const [parameters, ...seconds] = splitRoom(file, 1000);
    expect(parameters?.kind === "parameters" && pictureSize(parameters.parameters.video["v90"]!)).toEqual({
      width: 160,
      height: 90,
    });
    expect(seconds.map((event) => event.kind === "second" && event.second)).toEqual([
      EPOCH + 16,
      EPOCH + 17,
      EPOCH + 18,
    ]);
    for (const event of seconds) {
      if (event.kind !== "second") continue;
      expect(checkFragments(event.fragments, event.second, ["v90"])).toEqual({ kind: "ok" });
      expect(readFragment(event.fragments["v90"]!).baseTime).toBe(event.second * 90_000);
    }
  });

  it("throws nothing but MediaError when its bytes are damaged, and ends", () => {
    const headers = file.byteLength;
    const mutation = fc.array(fc.tuple(fc.nat(headers - 5), fc.nat(0xffffffff)), {
      minLength: 1,
      maxLength: 5,
    });
    const early = fc.array(fc.tuple(fc.nat(2500), fc.nat(255)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.oneof(mutation, early), fc.integer({ min: 500, max: 70_000 }), (changes, slice) => {
        const bytes = file.slice();
        for (const [at, value] of changes) {
          if (value > 255) bytes.set(u32(value), at);
          else bytes[at] = value;
        }
        try {
          for (const event of splitRoom(bytes, slice))
            if (event.kind === "second")
              expect(checkFragments(event.fragments, event.second, ["v90"]).kind).toBe("ok");
        } catch (error) {
          expect(error).toBeInstanceOf(MediaError);
        }
      }),
      { numRuns: 600 },
    );
  });
});

describe("RoomSplitter refuses", () => {
  const header = muxHeader(PARAMETERS);
  const [run] = runOf(packets(START, START + 1)[0]!);
  const fragment = muxFragment([run!]);
  const moofOnly = fragment.slice(0, new DataView(fragment.buffer).getUint32(0));
  const faults: Record<string, Uint8Array> = {
    "a box of size 0": joinBytes([header, u32(0, 0)]),
    "a box of size 7": joinBytes([header, u32(7, 0)]),
    "a box larger than its bound": joinBytes([u32(1), u32(0x6d646174), u64(2 ** 40)]),
    "random bytes": Uint8Array.from({ length: 300 }, (_, index) => (index * 7919) % 251),
    "a moof before the moov": fragment,
    "an mdat before its moof": joinBytes([header, box("mdat", u32(1))]),
    "a moof without its mdat": joinBytes([header, moofOnly, moofOnly]),
    "samples outside mdat": joinBytes([header, moofOnly, box("mdat", u32(1))]),
    "a second moov": joinBytes([header, header]),
    "too few video tracks": muxHeader(madeUpParameters(["v720"])),
    "too many video tracks": muxHeader(madeUpParameters(["v720", "v480", "v360"])),
  };
  it.each(Object.entries(faults))("%s", (_, bytes) => {
    const splitter = new RoomSplitter({ videoRenditions: RENDITIONS, epochSecond: EPOCH });
    expect(() => splitter.push(bytes)).toThrow(MediaError);
    expect(() => splitter.push(header)).toThrow(MediaError);
    expect(splitter.end()).toEqual([]);
  });

  it("more than 64 MB without a whole box", () => {
    const splitter = new RoomSplitter({ videoRenditions: RENDITIONS, epochSecond: EPOCH });
    expect(() => splitter.push(joinBytes([u32(0x05000000), u32(0x6d646174)]))).toThrow(MediaError);
  });
});
