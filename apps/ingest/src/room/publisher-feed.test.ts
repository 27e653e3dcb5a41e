import { describe, expect, it } from "vitest";
import type { FlvTag } from "../flv/flv-tag.ts";
import { PublisherFeed } from "./publisher-feed.ts";

const SPS = [0x67, 0x4d, 0x40, 0x1f];
/** An AVCDecoderConfigurationRecord with this SPS. */
const configOf = (sps: readonly number[]): number[] =>
  [1, 0x4d, 0x40, 0x1f, 0xff, 0xe1, 0, sps.length].concat(sps);
const video = (timestampMs: number, ...body: number[]): FlvTag => ({
  kind: "video",
  timestampMs,
  body: Buffer.from(body),
});
const audio = (timestampMs: number, ...body: number[]): FlvTag => ({
  kind: "audio",
  timestampMs,
  body: Buffer.from(body),
});
const headerOf = (sps: readonly number[]): FlvTag => video(0, 0x17, 0, 0, 0, 0, ...configOf(sps));
const tags = {
  header: headerOf(SPS),
  keyframe: (ms: number) => video(ms, 0x17, 1, 0, 0, 0, 9),
  picture: (ms: number) => video(ms, 0x27, 1, 0, 0, 0, 9),
  mono: audio(0, 0xaf, 0, 0x12, 0x08),
  stereo: audio(0, 0xaf, 0, 0x11, 0x90),
  sound: (ms: number, ...body: number[]) => audio(ms, 0xaf, 1, ...(body.length > 0 ? body : [9])),
};
const START = 1_000_000;

/** A feed that has got sound and pictures for a second, and an ffmpeg. */
function running(): PublisherFeed {
  const feed = new PublisherFeed();
  feed.receive(tags.header, START);
  feed.receive(tags.mono, START);
  for (let ms = 0; ms < 1_000; ms += 40) {
    feed.receive(ms === 0 ? tags.keyframe(ms) : tags.picture(ms), START + ms);
    feed.receive(tags.sound(ms), START + ms);
  }
  expect(feed.join(START + 1_000)?.tracks).toEqual({ audio: true, video: true });
  return feed;
}

describe("PublisherFeed", () => {
  it("does not mistake a command to a player for a new header", () => {
    const feed = running();
    expect(feed.receive(video(1_000, 0x57, 0x00), START + 1_000)).toEqual({ kind: "nothing" });
    expect(feed.receive(tags.picture(1_000), START + 1_000).kind).toBe("media");
  });

  it("refuses what is not aired by its name", () => {
    const feed = running();
    const opus = audio(1_000, 0x90, ...Buffer.from("Opus"), 1, 2);
    expect(feed.receive(opus, START + 1_000)).toEqual({
      kind: "refused",
      problem: "The sender sends Opus, which cannot be aired. Set the encoder to H.264 and AAC.",
    });
  });

  it.each([
    ["6764001facd9405005bb016e04040c80000003008000001e078c18cb", ["colormatrix=bt601:bt709"]],
    ["6764001facd9405005bbff000300046a02020280000003008000001e078c18cb", []],
    // 576 lines in fields.
    [
      "674d401ef405a126c044000003000400000300c87c50aa80",
      ["bwdif=mode=send_frame:deint=interlaced", "colormatrix=bt601:bt709"],
    ],
    // Nothing signalled: 720 lines, then 360.
    ["6764001facd9405005bb0110000003001000000303c0f1831960", []],
    ["6742c01eda0280bfe5c044000003000400000300f03c58ba80", ["colormatrix=bt601:bt709"]],
  ])("knows what its pictures need: %s", (sps, pictureFilters) => {
    const feed = new PublisherFeed();
    feed.receive(headerOf([...Buffer.from(sps, "hex")]), START);
    for (let ms = 0; ms < 3_000; ms += 40) feed.receive(tags.keyframe(ms), START + ms);
    expect(feed.join(START + 3_000)).toMatchObject({ tracks: { video: true }, pictureFilters });
  });

  it("refuses pictures that are too large", () => {
    const feed = new PublisherFeed();
    // x264, 7680x4320.
    const sps = Buffer.from("6742c03cda00780021db0110000003001000000303c0f08042a0", "hex");
    expect(feed.receive(headerOf([...sps]), START)).toMatchObject({
      kind: "refused",
      problem: expect.stringMatching(/7680x4320.*1280x720/),
    });
  });

  it("takes H.264 and AAC by Enhanced RTMP", () => {
    const feed = new PublisherFeed();
    feed.receive(video(0, 0x90, ...Buffer.from("avc1"), ...configOf(SPS)), START);
    feed.receive(audio(0, 0x90, ...Buffer.from("mp4a"), 0x11, 0x90), START);
    for (let ms = 0; ms < 1_000; ms += 40) {
      feed.receive(video(ms, ms === 0 ? 0x93 : 0xa3, ...Buffer.from("avc1"), 9), START + ms);
      feed.receive(audio(ms, 0x91, ...Buffer.from("mp4a"), 9), START + ms);
    }
    expect(feed.join(START + 1_000)?.tracks).toEqual({ audio: true, video: true });
  });

  it("feeds a new ffmpeg no sound from before a new header, and waits for what follows it", () => {
    const feed = running();
    expect(feed.receive(tags.stereo, START + 1_000)).toEqual({ kind: "restart", reason: "new-audio-header" });
    expect(feed.join(START + 1_050)).toBeUndefined();
    for (let ms = 1_060; ms < 1_200; ms += 20) feed.receive(tags.sound(ms, 7, 7), START + ms);
    const joined = feed.join(START + 1_200);
    expect(joined?.tracks).toEqual({ audio: true, video: true });
    const sounds = joined?.tags.filter(({ tag }) => tag.kind === "audio").map(({ tag }) => tag.body);
    expect(sounds?.[0]).toEqual(tags.stereo.body);
    expect(sounds?.slice(1).every((body) => body.equals(tags.sound(0, 7, 7).body))).toBe(true);
  });

  it("waits for the keyframe after a new picture header", () => {
    const feed = running();
    const other = headerOf([...SPS.slice(0, -1), 0x20]);
    expect(feed.receive(other, START + 1_000)).toEqual({ kind: "restart", reason: "new-video-header" });
    for (let ms = 1_000; ms < 2_000; ms += 20) feed.receive(tags.sound(ms), START + ms);
    feed.receive(tags.picture(1_990), START + 1_990);
    expect(feed.join(START + 2_000)).toBeUndefined();
    feed.receive(tags.keyframe(2_000), START + 2_000);
    expect(feed.join(START + 2_000)?.tracks).toEqual({ audio: true, video: true });
  });

  it("gives a new ffmpeg little, however long the pictures have been gone", () => {
    const feed = running();
    for (let ms = 1_000; ms < 600_000; ms += 20) feed.receive(tags.sound(ms), START + ms);
    expect(feed.hasLost({ audio: true, video: true }, START + 600_000)).toBe(true);
    // Without a keyframe there is nothing to show.
    feed.receive(tags.picture(600_000), START + 600_000);
    expect(feed.tracks(START + 600_000)).toEqual({ audio: true, video: false });
    feed.receive(tags.keyframe(600_040), START + 600_040);
    const joined = feed.join(START + 600_050);
    expect(joined?.tracks).toEqual({ audio: true, video: true });
    expect(joined?.tags.length).toBeLessThan(50);
  });

  it("does not begin with media whose header has not come", () => {
    const feed = new PublisherFeed();
    for (let ms = 0; ms < 1_500; ms += 20) {
      feed.receive(tags.keyframe(ms), START + ms);
      feed.receive(tags.sound(ms), START + ms);
    }
    expect(feed.join(START + 1_500)).toBeUndefined();
    feed.receive(tags.header, START + 1_500);
    feed.receive(tags.mono, START + 1_500);
    feed.receive(tags.keyframe(1_520), START + 1_520);
    feed.receive(tags.sound(1_520), START + 1_520);
    expect(feed.join(START + 1_520)?.tracks).toEqual({ audio: true, video: true });
  });
});

/**
 * Feeds sound and pictures of these moments as a room does, each track on a clock of its own. Answers how far from their moment
 * they were placed, and how old what a new ffmpeg was fed first.
 */
function feedMoments(
  feed: PublisherFeed,
  o: {
    from: number;
    to: number;
    soundClock: (ms: number) => number;
    pictureClock: (ms: number) => number;
    isRunning?: boolean;
  },
): { restarts: string[]; offBy: number[]; ages: number[] } {
  const restarts: string[] = [];
  const offBy: number[] = [];
  const ages: number[] = [];
  let isRunning = o.isRunning ?? false;
  for (let ms = o.from; ms < o.to; ms += 20) {
    const at = START + ms;
    const both = [tags.sound(o.soundClock(ms))];
    if (ms % 40 === 0) both.push((ms % 1_000 === 0 ? tags.keyframe : tags.picture)(o.pictureClock(ms)));
    for (const tag of both) {
      const answer = feed.receive(tag, at);
      if (answer.kind === "media") offBy.push(Math.abs(at - answer.placed.channelMs));
      if (answer.kind !== "restart") continue;
      restarts.push(answer.reason);
      isRunning = false;
    }
    const joined = isRunning ? undefined : feed.join(at);
    if (joined === undefined) continue;
    isRunning = true;
    ages.push(...joined.tags.map(({ channelMs }) => at - channelMs));
  }
  return { restarts, offBy, ages };
}

describe("the clocks of sound and picture", () => {
  const begun = (): PublisherFeed => {
    const feed = new PublisherFeed();
    feed.receive(tags.header, START);
    feed.receive(tags.stereo, START);
    return feed;
  };
  const own = (ms: number): number => ms;
  const by = (offset: number) => (ms: number) => (ms + offset + 2 ** 32) % 2 ** 32;

  it.each([
    ["ten minutes ahead", by(600_000)],
    ["three seconds ahead", by(3_000)],
    ["three seconds behind", by(-3_000)],
    ["at the end of 32 bits", by(2 ** 32 - 1_500)],
    ["a fortnight ahead", by(14 * 86_400_000)],
  ])("are brought together when sound is %s", (_, soundClock) => {
    const feed = begun();
    const { restarts, offBy } = feedMoments(feed, { from: 0, to: 5_000, soundClock, pictureClock: own });
    expect(restarts).toEqual([]);
    expect(offBy.length).toBeGreaterThan(300);
    expect(Math.max(...offBy)).toBeLessThan(50);
    expect(feed.hasLost({ audio: true, video: true }, START + 5_000)).toBe(false);
  });

  it.each([
    ["sound's", by(600_000), own],
    ["the pictures'", own, by(600_000)],
    ["both to other times", by(-400_000), by(600_000)],
    ["both alike", by(600_000), by(600_000)],
  ])("may jump in mid-connection: %s", (_, soundClock, pictureClock) => {
    const feed = begun();
    feedMoments(feed, { from: 0, to: 3_000, soundClock: own, pictureClock: own });
    const { restarts, offBy, ages } = feedMoments(feed, {
      from: 3_000,
      to: 9_000,
      soundClock,
      pictureClock,
      isRunning: true,
    });
    expect(restarts).toHaveLength(1);
    expect(offBy.length).toBeGreaterThan(300);
    expect(Math.max(...offBy)).toBeLessThan(50);
    // A keyframe may be a second old, and sound is kept from just before it.
    expect(Math.max(...ages)).toBeLessThan(1_700);
    expect(Math.min(...ages)).toBeGreaterThan(-50);
  });

  it("are brought together when sound comes later than the pictures", () => {
    const feed = begun();
    for (let ms = 0; ms < 3_000; ms += 40)
      feed.receive(ms % 1_000 === 0 ? tags.keyframe(ms) : tags.picture(ms), START + ms);
    expect(feed.join(START + 3_000)?.tracks).toEqual({ audio: false, video: true });
    const { restarts, offBy } = feedMoments(feed, {
      from: 3_000,
      to: 6_000,
      soundClock: by(600_000),
      pictureClock: own,
      isRunning: true,
    });
    expect(restarts).toEqual(["audio-came"]);
    expect(Math.max(...offBy)).toBeLessThan(50);
  });
});
