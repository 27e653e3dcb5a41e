import { readdirSync, readFileSync } from "node:fs";
import { checkFragments } from "@nonstop/media/house-check";
import { videoInitSegment } from "@nonstop/media/init-segment";
import { decodeBundle } from "@nonstop/contract/bundle";
import { AssetChunkHeader } from "@nonstop/contract/asset";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { decodeParameters } from "@nonstop/media/parameters-base64";
import { makeTags, type Plan, pushPlan, type Tag } from "./flv-push.ts";
import { decodeErrors, endPublishers, keyFor, openStation, publish, type TestStation } from "./station.ts";

let station: TestStation;
let long: Tag[];
let other: Tag[];
beforeAll(async () => {
  station = await openStation();
  long = await makeTags("-f lavfi -i testsrc2=s=640x360:r=30 -f lavfi -i sine=440:r=44100 -t 9 -g 30");
  other = await makeTags(
    "-f lavfi -i smptebars=s=320x240:r=25 -f lavfi -i sine=880:r=48000 -t 8 -g 25 -ac 1",
  );
});
afterEach(() => endPublishers());
afterAll(() => station.close());

let opened = 0;
/** A room that no test, and no earlier try of one, has used: what was offered and logged is its own. */
const newRoom = (name: string): string => `${name}-${(opened += 1)}`;

const play = (tags: readonly Tag[]): Plan => tags.map((tag) => ({ sendAt: tag.timestamp, tag }));
const until = (tags: readonly Tag[], ms: number): Tag[] => tags.filter((tag) => tag.timestamp < ms);
const later = (tags: readonly Tag[], ms: number): Tag[] =>
  tags.map((tag) => ({ ...tag, timestamp: tag.timestamp + ms }));

/** A tag as an encoder of Enhanced RTMP sends it; a command stays as it is. */
function enhanced(tag: Tag): Tag {
  const { type, body } = tag;
  const [first = 0, packet = 0] = body;
  if (first === 0x57) return tag;
  const head = Buffer.from([type === 8 ? 0x90 | packet : 0x80 | (first & 0x70) | packet]);
  const fourCc = Buffer.from(type === 8 ? "mp4a" : "avc1");
  // A header has no composition time there.
  const from = type === 8 || packet === 1 ? 2 : 5;
  return { ...tag, body: Buffer.concat([head, fourCc, body.subarray(from)]) };
}

/** The longest span of seconds that a room did not offer between its first and last one. */
async function longestGap(room: string): Promise<number> {
  const { offered } = await station.status(room);
  expect(offered.length).toBeGreaterThan(0);
  return Math.max(0, ...offered.slice(1).map(([from], i) => from - offered[i]![1]));
}

/** Every second on offer stands on the lattice, and all pictures in a row decode without an error. */
async function expectClean(room: string): Promise<void> {
  const { offered } = await station.status(room);
  const slate = decodeBundle(
    readFileSync(new URL("../../../packages/house/slate/360p.bin", import.meta.url)),
    AssetChunkHeader,
  );
  if ("kind" in slate) throw new Error(slate.message);
  // The house's init must do for every room.
  const run: Uint8Array[] = [videoInitSegment(decodeParameters(slate.header.parameters).video["v360"]!)];
  for (const [from, to] of offered)
    for (let second = from; second < to; second++) {
      const parts = Object.fromEntries(await station.second(room, second));
      expect(checkFragments(parts, second, ["v360"])).toEqual({ kind: "ok" });
      run.push(parts["v360"]!);
    }
  expect(await decodeErrors(Buffer.concat(run))).toBe("");
}

const reasons = (room: string): unknown[] =>
  station.logged
    .filter((l) => l.event === "room-restart" && l.fields["room"] === room)
    .map((l) => l.fields["reason"]);

describe("an upstream that misbehaves", () => {
  it("costs a few seconds at a new header, at a jump, and at a stall, and no bad second, whatever its clocks", async () => {
    const seconds = 4_000;
    const header: Plan = [...play(until(long, seconds)), ...play(later(until(other, 4_000), seconds))];
    const jump: Plan = play(until(long, 8_000)).map(({ sendAt, tag }) => ({
      sendAt,
      tag: tag.timestamp < seconds ? tag : { ...tag, timestamp: tag.timestamp + 100_000 },
    }));
    const stall: Plan = play(until(long, 8_000)).map(({ sendAt, tag }) => ({
      sendAt: sendAt > 3_000 && sendAt < 6_000 ? 6_000 : sendAt,
      tag,
    }));
    // Sound and picture on clocks of their own, by Enhanced RTMP, with a command to a player among them.
    const command: Tag = { type: 9, timestamp: 2_000, body: Buffer.from([0x57, 0x00]) };
    const apart: Plan = play([...until(long, 2_000), command, ...long.filter((t) => t.timestamp >= 2_000)])
      .filter(({ sendAt }) => sendAt < 8_000)
      .map(({ sendAt, tag }) => ({
        sendAt,
        tag: enhanced(tag.type === 8 ? { ...tag, timestamp: tag.timestamp + 600_000 } : tag),
      }));
    const rooms = {
      header: newRoom("header"),
      jump: newRoom("jump"),
      stall: newRoom("stall"),
      apart: newRoom("apart"),
    };
    const push = async (room: string, plan: Plan): Promise<void> => {
      const client = await pushPlan(station.ingest.rtmpPort, keyFor(room), plan);
      onTestFinished(() => client.reset());
    };
    await Promise.all([
      push(rooms.header, header),
      push(rooms.jump, jump),
      push(rooms.stall, stall),
      push(rooms.apart, apart),
    ]);
    for (const room of Object.values(rooms)) {
      await expectClean(room);
      expect(await longestGap(room)).toBeLessThanOrEqual(4);
    }
    expect(reasons(rooms.header)).toContain("new-video-header");
    expect(reasons(rooms.jump)).toContain("timestamps-ahead");
    // A stall with its burst is lived through: nothing is lost but lateness.
    expect(reasons(rooms.stall)).toEqual([]);
    expect(await longestGap(rooms.stall)).toBe(0);
    expect(reasons(rooms.apart)).toEqual([]);
    expect(await longestGap(rooms.apart)).toBe(0);
    expect((await station.status(rooms.apart)).troubles).toBeUndefined();
  });

  it("gets a new ffmpeg when its own is killed, and when it stands still", async () => {
    const faults = [
      { room: newRoom("killed"), signal: "SIGKILL", reason: "ffmpeg-failed" },
      { room: newRoom("stopped"), signal: "SIGSTOP", reason: "ffmpeg-stood-still" },
    ] as const;
    const victims: number[] = [];
    for (const { room } of faults) {
      const before = roomFfmpegs();
      publish(station.publishUrl(room));
      await station.event("/events", (e) => e.kind === "second" && e.room === room);
      const [victim, ...more] = roomFfmpegs().filter((pid) => !before.includes(pid));
      expect(more).toEqual([]);
      victims.push(victim!);
      const limits = readFileSync(`/proc/${victim}/limits`, "utf8");
      expect(limits).toMatch(/Max cpu time +\d+/);
      expect(limits).toMatch(/Max data size +\d+/);
    }
    faults.forEach(({ signal }, i) => process.kill(victims[i]!, signal));
    await Promise.all(
      faults.map(async ({ room, reason }) => {
        const faultAt = (await station.status(room)).newestSecond!;
        await station.event(
          "/events",
          (e) => e.kind === "second" && e.room === room && e.second > faultAt + 1,
        );
        expect(reasons(room).join()).toContain(reason);
        await expectClean(room);
      }),
    );
    expect(roomFfmpegs().filter((pid) => victims.includes(pid))).toEqual([]);
  });

  it("is refused when it takes more processor than a room may have, until it comes again", async () => {
    const room = newRoom("greedy");
    const before = roomFfmpegs();
    publish(station.publishUrl(room));
    await station.event("/events", (e) => e.kind === "second" && e.room === room);
    const refused = station.event(
      "/events",
      (e) => e.kind === "room" && e.status.room === room && e.status.state === "refused",
    );
    // What the kernel does at the bound.
    process.kill(
      roomFfmpegs().find((pid) => !before.includes(pid))!,
      "SIGXCPU",
    );
    await refused;
    expect((await station.status(room)).problem).toContain("more processor than a room may have");
  });
});

/** Our children that read a room from a pipe. */
function roomFfmpegs(): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => {
      if (!Number.isInteger(pid)) return false;
      try {
        const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1]);
        return parent === process.pid && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("pipe:0");
      } catch {
        return false;
      }
    });
}
