import { evictDurableObject, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { forgetSharedReads } from "@nonstop/door/shared-reads";
import { ask, propose, roomFragments, segmentsWritten, T, TestClock, textOf, version } from "./station.ts";

let time: TestClock;
beforeEach(() => {
  time = new TestClock(T * 1000);
});
afterEach(async () => {
  await segmentsWritten();
  time.end();
  await reset();
});

/** A generator of whole numbers in `[0, below)`. The same seed gives the same numbers. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

async function digestOf(answer: Response): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await answer.arrayBuffer()));
  return digest.join(" ");
}

/** Seconds of each listed part, whole segments, and the open second of a playlist. */
function readPlaylist(text: string): { first: number; parts: number[]; segments: number[]; open: number } {
  const numbers = (pattern: RegExp): number[] => [...text.matchAll(pattern)].map((match) => Number(match[1]));
  const [first = 0] = numbers(/#EXT-X-MEDIA-SEQUENCE:(\d+)/g);
  const [open = 0] = numbers(/TYPE=PART,URI="[\w-]+\/part\/(\d+)\.m4s"/g);
  return {
    first,
    open,
    segments: numbers(/^[\w-]+\/(\d+)\.m4s$/gm),
    parts: numbers(/#EXT-X-PART:.*"[\w-]+\/part\/(\d+)\.m4s"/g),
  };
}

it.each([1, 2, 3])(
  "in any order of proposals, losses, reads, outages and restarts a listed second stays as it is (%i)",
  async (seed) => {
    const roll = dice(seed);
    const partsSeen = new Map<number, string>();
    const segmentsSeen = new Map<number, string>();
    let opened = 0;
    let committed = 0;
    const proposed = async (...answers: Promise<Response>[]): Promise<void> => {
      for (const { status } of await Promise.all(answers)) if (status === 201) committed += 1;
    };

    const read = async (): Promise<void> => {
      const playlist = readPlaylist(await textOf(ask("/live/main/v360/index.m3u8")));
      expect(playlist.open).toBeGreaterThanOrEqual(opened);
      // The list has no hole from the first segment to the open second.
      expect(playlist.segments).toEqual(playlist.segments.map((_, i) => playlist.first + i));
      expect(playlist.first + playlist.segments.length).toBe(Math.floor(playlist.open / 4));
      expect(playlist.parts.at(-1)).toBe(playlist.open - 1);
      opened = playlist.open;
      for (const second of playlist.parts) {
        const answer = await ask(`/live/main/v360/${version}/part/${second}.m4s`);
        expect(answer.status, `part ${second}`).toBe(200);
        const digest = await digestOf(answer);
        expect(partsSeen.get(second) ?? digest, `part ${second}`).toBe(digest);
        partsSeen.set(second, digest);
      }
      for (const segment of playlist.segments.slice(-2)) {
        const answer = await ask(`/live/main/v360/${version}/${segment}.m4s`);
        expect(answer.status, `segment ${segment}`).toBe(200);
        segmentsSeen.set(segment, await digestOf(answer));
      }
    };

    const moves: (() => Promise<unknown>)[] = [
      read,
      () => proposed(propose(Math.floor(time.nowMs / 1000) - 1 - roll(4))),
      () => proposed(propose(opened)),
      async () => {
        const second = Math.floor(time.nowMs / 1000) - 2;
        // Two playouts disagree. The first proposal airs.
        await proposed(propose(second), propose(second, { rank: 1 }, roomFragments(second)));
      },
      () => time.to(time.nowMs + roll(1500)),
      () => time.to(time.nowMs + 1000),
      () => (roll(6) === 0 ? time.to(time.nowMs + roll(400_000_000)) : time.to(time.nowMs + roll(6000))),
      async () => {
        await evictDurableObject(env.CHANNELS.getByName("main"));
        // The next read must reach the object, so that it runs again.
        forgetSharedReads();
        await read();
      },
    ];
    await read();
    for (let step = 0; step < 60; step += 1) await moves[roll(moves.length)]?.();
    await read();
    expect(committed).toBeGreaterThan(5);
    // Long after, the seconds come from R2, the as-run and the slate runs.
    await segmentsWritten();
    await time.to(time.nowMs + 3_000_000);
    await read();
    for (const [segment, digest] of segmentsSeen) {
      const answer = await ask(`/live/main/v360/${version}/${segment}.m4s`);
      expect(answer.status, `segment ${segment}, later`).toBe(200);
      expect(await digestOf(answer), `segment ${segment}, later`).toBe(digest);
    }
  },
);
