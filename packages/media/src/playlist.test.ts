import * as fc from "fast-check";
import HLS from "hls-parser";
import { describe, expect, it } from "vitest";
import { audioFramesOfSecond } from "./lattice.ts";
import { MediaError } from "./media-error.ts";
import { mediaPlaylist, vodPlaylist } from "./playlist.ts";

HLS.setOptions({ strictMode: true });

const FROM = 1_795_470_000;
const from = fc
  .oneof(fc.nat(0xffff0000), fc.integer({ min: 1_795_000_000, max: 1_796_000_000 }))
  .map((second) => second - (second % 4));
const range = fc.tuple(from, fc.nat(150), fc.boolean()).map(([from, length, audio]) => ({
  rendition: audio ? "audio" : "v720",
  audio,
  from,
  to: from + length,
  places: [{ from: 0, prefix: "" }],
  renditionReports: ["v720", "v360", "audio"],
}));

const lines = (text: string): string[] => text.trimEnd().split("\n");
const attribute = (line: string, name: string): string | undefined =>
  new RegExp(`${name}=("[^"]*"|[^,]*)`).exec(line)?.[1]?.replaceAll('"', "");

/** What a player makes of it: the spans of segments and parts, in order. */
function entries(text: string) {
  let pdt = 0;
  let duration = 0;
  const segments: { msn: number; duration: number; pdt: number }[] = [];
  const parts: { second: number; duration: number }[] = [];
  for (const line of lines(text)) {
    if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) pdt = Date.parse(line.slice(25));
    if (line.startsWith("#EXTINF:")) duration = Number(/[\d.]+/.exec(line)?.[0]);
    const part = /^#EXT-X-PART:.*URI="part\/(\d+)\.m4s"/.exec(line);
    if (part !== null) parts.push({ second: Number(part[1]), duration: Number(attribute(line, "DURATION")) });
    const segment = /^(\d+)\.m4s$/.exec(line);
    if (segment !== null) segments.push({ msn: Number(segment[1]), duration, pdt });
  }
  return { segments, parts };
}

const lengthOf = (audio: boolean, from: number, to: number): number =>
  audio ? ((audioFramesOfSecond(to).first - audioFramesOfSecond(from).first) * 1024) / 48_000 : to - from;

/** How long after its second a second's media begins: sound with its first frame. */
const audioDelay = (audio: boolean, second: number): number =>
  audio ? (audioFramesOfSecond(second).first * 1024 - second * 48_000) / 48_000 : 0;

/** Where a browser's buffer of `[from, to)` ends: it cuts the last sample's time and its duration to whole microseconds. */
function bufferedMicroseconds(audio: boolean, from: number, to: number): number {
  const count = audio ? audioFramesOfSecond(to).first - audioFramesOfSecond(from).first : (to - from) * 30;
  const [ticks, timescale] = audio ? [1024, 48_000] : [3000, 90_000];
  const cut = (samples: number): number => Math.floor((samples * ticks * 1e6) / timescale);
  return cut(count - 1) + cut(1);
}

describe("mediaPlaylist()", () => {
  it("reads as it should for a channel of today", () => {
    const text = mediaPlaylist({
      rendition: "audio",
      audio: true,
      from: FROM,
      to: FROM + 18,
      places: [{ from: 0, prefix: "" }],
      renditionReports: ["v720", "audio"],
    });
    expect(text).toMatchInlineSnapshot(`
      "#EXTM3U
      #EXT-X-VERSION:9
      #EXT-X-TARGETDURATION:4
      #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=3.01,HOLD-BACK=12
      #EXT-X-PART-INF:PART-TARGET=1.00267
      #EXT-X-MEDIA-SEQUENCE:448867500
      #EXT-X-INDEPENDENT-SEGMENTS
      #EXT-X-MAP:URI="init.mp4"
      #EXT-X-PROGRAM-DATE-TIME:2026-11-23T21:40:00.000Z
      #EXTINF:4.010626,
      448867500.m4s
      #EXT-X-PROGRAM-DATE-TIME:2026-11-23T21:40:04.010Z
      #EXTINF:3.989293,
      448867501.m4s
      #EXT-X-PROGRAM-DATE-TIME:2026-11-23T21:40:08.000Z
      #EXT-X-PART:DURATION=1.002656,URI="part/1795470008.m4s",INDEPENDENT=YES
      #EXT-X-PART:DURATION=1.002656,URI="part/1795470009.m4s",INDEPENDENT=YES
      #EXT-X-PART:DURATION=1.002656,URI="part/1795470010.m4s",INDEPENDENT=YES
      #EXT-X-PART:DURATION=1.002656,URI="part/1795470011.m4s",INDEPENDENT=YES
      #EXTINF:4.010626,
      448867502.m4s
      #EXT-X-PROGRAM-DATE-TIME:2026-11-23T21:40:12.010Z
      #EXT-X-PART:DURATION=1.002656,URI="part/1795470012.m4s",INDEPENDENT=YES
      #EXT-X-PART:DURATION=1.002656,URI="part/1795470013.m4s",INDEPENDENT=YES
      #EXT-X-PART:DURATION=1.002656,URI="part/1795470014.m4s",INDEPENDENT=YES
      #EXT-X-PART:DURATION=0.981323,URI="part/1795470015.m4s",INDEPENDENT=YES
      #EXTINF:3.989293,
      448867503.m4s
      #EXT-X-PROGRAM-DATE-TIME:2026-11-23T21:40:16.000Z
      #EXT-X-PART:DURATION=1.002656,URI="part/1795470016.m4s",INDEPENDENT=YES
      #EXT-X-PART:DURATION=1.002656,URI="part/1795470017.m4s",INDEPENDENT=YES
      #EXT-X-PRELOAD-HINT:TYPE=PART,URI="part/1795470018.m4s"
      #EXT-X-RENDITION-REPORT:URI="../v720/index.m3u8",LAST-MSN=448867504,LAST-PART=1
      "
    `);
  });

  it("lists every second once and in order, whole segments and then parts of the open one", () => {
    fc.assert(
      fc.property(range, (o) => {
        const { segments, parts } = entries(mediaPlaylist(o));
        const wholeTo = o.to - (o.to % 4);
        expect(segments.map((s) => s.msn)).toEqual(
          Array.from({ length: (wholeTo - o.from) / 4 }, (_, k) => o.from / 4 + k),
        );
        const open = parts.map((p) => p.second).filter((second) => second >= wholeTo);
        expect(open).toEqual(Array.from({ length: o.to - wholeTo }, (_, k) => wholeTo + k));
        const firstPart = parts[0]?.second ?? o.to;
        expect(parts.map((p) => p.second)).toEqual(
          Array.from({ length: o.to - firstPart }, (_, k) => firstPart + k),
        );
        expect(firstPart % 4 === 0 || firstPart === o.to).toBe(true);
        expect(o.to - firstPart).toBeLessThanOrEqual(12);
        expect(firstPart).toBeLessThanOrEqual(Math.max(o.from, o.to - 8));
      }),
    );
  });

  it("never states a part's start after the end that a browser sees in its buffer", () => {
    fc.assert(
      fc.property(range, (o) => {
        const { parts } = entries(mediaPlaylist(o));
        for (const part of parts) {
          const first = part.second - (part.second % 4);
          const segment = parts.filter(({ second }) => first <= second && second <= part.second);
          const stated = segment.reduce((total, { duration }) => total + duration * 1e6, 0);
          expect(stated).toBeLessThan(bufferedMicroseconds(o.audio, first, part.second + 1));
        }
      }),
    );
  });

  it("gives true durations and times: they add up, and each date is where the one before ended", () => {
    fc.assert(
      fc.property(range, (o) => {
        const { segments, parts } = entries(mediaPlaylist(o));
        const wholeTo = o.to - (o.to % 4);
        const sum = segments.reduce((total, s) => total + s.duration, 0);
        expect(Math.abs(sum - lengthOf(o.audio, o.from, wholeTo))).toBeLessThan(2e-3);
        // Nothing is said to begin or to end later than it does.
        expect(sum).toBeLessThanOrEqual(lengthOf(o.audio, o.from, wholeTo) + 1e-9);
        for (const [index, segment] of segments.entries()) {
          const due = segment.msn * 4000;
          const second = segment.msn * 4;
          expect(segment.pdt / 1000 - second).toBeLessThanOrEqual(audioDelay(o.audio, second) + 1e-9);
          expect(segment.pdt - due).toBeGreaterThanOrEqual(0);
          expect(segment.pdt - due).toBeLessThanOrEqual(o.audio ? 22 : 0);
          const next = segments[index + 1];
          if (next !== undefined)
            expect(Math.abs(next.pdt - segment.pdt - segment.duration * 1000)).toBeLessThanOrEqual(1);
        }
        for (const part of parts) {
          const short = lengthOf(o.audio, part.second, part.second + 1) - part.duration;
          expect(short).toBeLessThan(2e-5);
          expect(short).toBeGreaterThan(-1e-9);
        }
      }),
    );
  });

  it("keeps the rules of low latency: part target, hold-backs, version, target duration", () => {
    fc.assert(
      fc.property(range, (o) => {
        const text = mediaPlaylist(o);
        const all = lines(text);
        const tag = (name: string) => all.find((line) => line.startsWith(`#${name}:`)) ?? "";
        const target = Number(attribute(tag("EXT-X-PART-INF"), "PART-TARGET"));
        for (const part of entries(text).parts) {
          expect(part.duration).toBeLessThanOrEqual(target);
          expect(part.duration).toBeGreaterThanOrEqual(0.85 * target);
        }
        const control = tag("EXT-X-SERVER-CONTROL");
        expect(attribute(control, "CAN-BLOCK-RELOAD")).toBe("YES");
        expect(Number(attribute(control, "PART-HOLD-BACK"))).toBeGreaterThanOrEqual(3 * target);
        const targetDuration = Number(tag("EXT-X-TARGETDURATION").split(":")[1]);
        expect(Number(/,HOLD-BACK=(\d+)/.exec(control)?.[1])).toBeGreaterThanOrEqual(3 * targetDuration);
        for (const segment of entries(text).segments)
          expect(Math.round(segment.duration)).toBeLessThanOrEqual(targetDuration);
        expect(all).toContain("#EXT-X-INDEPENDENT-SEGMENTS");
        expect(
          all
            .filter((line) => line.startsWith("#EXT-X-PART:"))
            .every((line) => line.endsWith(",INDEPENDENT=YES")),
        ).toBe(true);
        expect(Number(tag("EXT-X-MEDIA-SEQUENCE").split(":")[1])).toBe(o.from / 4);
        expect(text).not.toContain("DISCONTINUITY");
        expect(all.at(-1)?.startsWith("#EXT")).toBe(true);
      }),
    );
  });

  it("hints at the open second, and reports where the other renditions are", () => {
    fc.assert(
      fc.property(range, (o) => {
        const all = lines(mediaPlaylist(o));
        expect(all.filter((line) => line.startsWith("#EXT-X-PRELOAD-HINT"))).toEqual([
          `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="part/${o.to}.m4s"`,
        ]);
        const others = o.renditionReports.filter((rendition) => rendition !== o.rendition);
        const newest = o.to - 1;
        expect(all.filter((line) => line.startsWith("#EXT-X-RENDITION-REPORT"))).toEqual(
          o.to === o.from
            ? []
            : others.map(
                (id) =>
                  `#EXT-X-RENDITION-REPORT:URI="../${id}/index.m3u8",LAST-MSN=${Math.floor(newest / 4)},LAST-PART=${newest % 4}`,
              ),
        );
      }),
    );
  });

  it("never changes what it has said of a whole segment as time goes on, nor of a part while it lists it", () => {
    fc.assert(
      fc.property(range, fc.integer({ min: 1, max: 12 }), (o, later) => {
        const now = entries(mediaPlaylist(o));
        const then = entries(mediaPlaylist({ ...o, to: o.to + later }));
        expect(then.segments.slice(0, now.segments.length)).toEqual(now.segments);
        const known = new Map(now.parts.map((part) => [part.second, part]));
        for (const part of then.parts)
          if (part.second < o.to && known.has(part.second)) expect(part).toEqual(known.get(part.second));
        for (const part of then.parts) if (part.second < o.to) expect(known.has(part.second)).toBe(true);
      }),
    );
  });

  it("is a playlist to hls-parser's strict mode", () => {
    fc.assert(
      fc.property(range, (o) => {
        const playlist = HLS.parse(mediaPlaylist(o));
        expect(playlist.isMasterPlaylist).toBe(false);
      }),
    );
  });

  it("refuses spans that do not begin with a segment or run backwards", () => {
    const o = { rendition: "v720", audio: false, places: [{ from: 0, prefix: "" }], renditionReports: [] };
    expect(() => mediaPlaylist({ ...o, from: FROM + 1, to: FROM + 8 })).toThrow(MediaError);
    expect(() => mediaPlaylist({ ...o, from: FROM, to: FROM - 4 })).toThrow(MediaError);
  });
});

describe("vodPlaylist()", () => {
  it("reads as it should", () => {
    const o = { audio: false, from: FROM + 2, to: FROM + 9, ended: true };
    expect(vodPlaylist({ ...o, places: [{ from: 0, prefix: "/live/main/v720/" }] })).toMatchInlineSnapshot(`
      "#EXTM3U
      #EXT-X-VERSION:6
      #EXT-X-TARGETDURATION:4
      #EXT-X-PLAYLIST-TYPE:VOD
      #EXT-X-MEDIA-SEQUENCE:448867500
      #EXT-X-INDEPENDENT-SEGMENTS
      #EXT-X-START:TIME-OFFSET=2,PRECISE=YES
      #EXT-X-MAP:URI="/live/main/v720/init.mp4"
      #EXT-X-PROGRAM-DATE-TIME:2026-11-23T21:40:00.000Z
      #EXTINF:4.00000,
      /live/main/v720/448867500.m4s
      #EXT-X-PROGRAM-DATE-TIME:2026-11-23T21:40:04.000Z
      #EXTINF:4.00000,
      /live/main/v720/448867501.m4s
      #EXT-X-PROGRAM-DATE-TIME:2026-11-23T21:40:08.000Z
      #EXTINF:4.00000,
      /live/main/v720/448867502.m4s
      #EXT-X-ENDLIST
      "
    `);
  });

  it("covers the span when it has ended, and only whole segments before", () => {
    fc.assert(
      fc.property(range, fc.nat(3), fc.boolean(), (o, offset, ended) => {
        const text = vodPlaylist({
          audio: o.audio,
          from: o.from + offset,
          to: o.to + offset,
          places: o.places,
          ended,
        });
        const { segments } = entries(text);
        const end = ended ? Math.ceil((o.to + offset) / 4) : Math.floor((o.to + offset) / 4);
        expect(segments.map((s) => s.msn)).toEqual(
          Array.from({ length: end - o.from / 4 }, (_, k) => o.from / 4 + k),
        );
        const sum = segments.reduce((total, s) => total + s.duration, 0);
        expect(Math.abs(sum - lengthOf(o.audio, o.from, end * 4))).toBeLessThan(1e-4);
        expect(text.includes("#EXT-X-ENDLIST")).toBe(ended);
        if (segments.length > 0) HLS.parse(text);
      }),
    );
  });
});

describe("a change of the house format", () => {
  const places = [
    { from: 0, prefix: "old/" },
    { from: FROM + 8, prefix: "new/" },
  ];
  const live = { rendition: "v720", audio: false, places, renditionReports: [] };

  it("begins with a discontinuity and an init segment of its own, and is counted when it has gone by", () => {
    const text = mediaPlaylist({ ...live, from: FROM + 4, to: FROM + 14 });
    expect(lines(text).slice(5)).toEqual([
      `#EXT-X-MEDIA-SEQUENCE:${FROM / 4 + 1}`,
      "#EXT-X-INDEPENDENT-SEGMENTS",
      '#EXT-X-MAP:URI="old/init.mp4"',
      "#EXT-X-PROGRAM-DATE-TIME:2026-11-23T21:40:04.000Z",
      ...[4, 5, 6, 7].map((n) => partLine(`old/part/${FROM + n}.m4s`)),
      "#EXTINF:3.999960,",
      `old/${FROM / 4 + 1}.m4s`,
      "#EXT-X-DISCONTINUITY",
      '#EXT-X-MAP:URI="new/init.mp4"',
      "#EXT-X-PROGRAM-DATE-TIME:2026-11-23T21:40:08.000Z",
      ...[8, 9, 10, 11].map((n) => partLine(`new/part/${FROM + n}.m4s`)),
      "#EXTINF:3.999960,",
      `new/${FROM / 4 + 2}.m4s`,
      "#EXT-X-PROGRAM-DATE-TIME:2026-11-23T21:40:12.000Z",
      ...[12, 13].map((n) => partLine(`new/part/${FROM + n}.m4s`)),
      `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="new/part/${FROM + 14}.m4s"`,
    ]);
    const after = mediaPlaylist({ ...live, from: FROM + 8, to: FROM + 14 });
    expect(after).toContain("#EXT-X-DISCONTINUITY-SEQUENCE:1\n");
    expect(after).not.toContain("#EXT-X-DISCONTINUITY\n");
    expect(after).not.toContain("old/");
    for (const playlist of [text, after]) HLS.parse(playlist);
  });

  it("is in a replay that spans it too", () => {
    const text = vodPlaylist({ audio: false, from: FROM, to: FROM + 16, places, ended: true });
    expect(lines(text).filter((line) => /DISCONT|MAP|^\w+\/\d/.test(line))).toEqual([
      '#EXT-X-MAP:URI="old/init.mp4"',
      `old/${FROM / 4}.m4s`,
      `old/${FROM / 4 + 1}.m4s`,
      "#EXT-X-DISCONTINUITY",
      '#EXT-X-MAP:URI="new/init.mp4"',
      `new/${FROM / 4 + 2}.m4s`,
      `new/${FROM / 4 + 3}.m4s`,
    ]);
    HLS.parse(text);
  });
});

describe("a segment that is lost", () => {
  const places = [{ from: 0, prefix: "" }];
  const gaps = new Set([FROM / 4 + 1]);

  it("is a gap in a replay and in the live playlist, in all its parts", () => {
    const replay = vodPlaylist({ audio: false, from: FROM, to: FROM + 12, places, gaps, ended: true });
    const live = { rendition: "audio", audio: true, from: FROM, to: FROM + 9, places, renditionReports: [] };
    for (const text of [replay, mediaPlaylist({ ...live, gaps })]) {
      const all = lines(text);
      expect(all.filter((line) => line === "#EXT-X-GAP")).toHaveLength(1);
      expect(all.indexOf(`${FROM / 4 + 1}.m4s`) - all.indexOf("#EXT-X-GAP")).toBe(2);
      for (const line of all.filter((one) => one.startsWith("#EXT-X-PART:")))
        expect(line.endsWith(",GAP=YES")).toBe(isLost(line));
      HLS.parse(text);
    }
  });
});

const partLine = (uri: string): string => `#EXT-X-PART:DURATION=0.999990,URI="${uri}",INDEPENDENT=YES`;

function isLost(line: string): boolean {
  const second = Number(/part\/(\d+)\.m4s/.exec(line)?.[1]);
  return second >= FROM + 4 && second < FROM + 8;
}
