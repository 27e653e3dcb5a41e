import { secondOf } from "@nonstop/contract/time";
import { beforeEach, describe, expect, it } from "vitest";
import type { Videos } from "../../src/schedule/ports/videos.ts";

/** What the suite has a vendor do, or fail to do. */
export type VideosBench = {
  videos: Videos;
  nowMs: () => number;
  /** Somebody puts in a video, whose id this returns once it is ready. */
  upload: (name: string, o?: { signed: boolean }) => Promise<string>;
  remove: (uid: string) => Promise<void>;
  /** Lets the MP4s that were asked for be done, or fail. */
  finish: (how: "made" | "failed") => void;
  /** The next call is refused for so many seconds. */
  limitNextCall: (seconds: number) => void;
  /** The next call is not answered as it should be. */
  breakNextCall: () => void;
};

/** What anything that keeps our recordings must do. */
export function describeVideos(name: string, open: () => VideosBench): void {
  describe(`${name}, as our videos`, () => {
    let bench: VideosBench;
    beforeEach(() => {
      bench = open();
    });
    const soonSecond = (): number => secondOf(bench.nowMs()) + 3600;

    it("list what is ready since then, with its title, and whether it is signed", async () => {
      const opening = await bench.upload("Opening night.mp4");
      const closed = await bench.upload("Rehearsal", { signed: true });
      const listed = await bench.videos.listReady(bench.nowMs() - 60_000);
      expect(listed).toMatchObject({ kind: "ok" });
      const value = listed.kind === "ok" ? listed.value : [];
      expect(value.toSorted((a, b) => a.title.localeCompare(b.title))).toMatchObject([
        { uid: opening, title: "Opening night", signed: false },
        { uid: closed, title: "Rehearsal", signed: true },
      ]);
      expect(await bench.videos.listReady(bench.nowMs() + 60_000)).toEqual({ kind: "ok", value: [] });
    });

    it("make an MP4 when asked, and tell its address once it is made", async () => {
      const uid = await bench.upload("A film");
      const video = { uid, signed: false };
      expect((await bench.videos.askDownload(uid)).kind).toBe("ok");
      expect(await bench.videos.readDownload(video, soonSecond())).toEqual({
        kind: "ok",
        value: { kind: "under-way" },
      });
      bench.finish("made");
      expect(await bench.videos.readDownload(video, soonSecond())).toMatchObject({
        kind: "ok",
        value: { kind: "ready", url: expect.stringContaining(uid) },
      });
    });

    it("have a token in the address of a signed one, in place of its id", async () => {
      const uid = await bench.upload("A film", { signed: true });
      await bench.videos.askDownload(uid);
      bench.finish("made");
      const read = await bench.videos.readDownload({ uid, signed: true }, soonSecond());
      expect(read).toMatchObject({ kind: "ok", value: { kind: "ready" } });
      expect(JSON.stringify(read)).not.toContain(uid);
    });

    it("say when an MP4 cannot be made", async () => {
      const uid = await bench.upload("A film");
      await bench.videos.askDownload(uid);
      bench.finish("failed");
      expect(await bench.videos.readDownload({ uid, signed: false }, soonSecond())).toEqual({
        kind: "ok",
        value: { kind: "failed" },
      });
    });

    it("say that a deleted video is gone, whatever is asked of it", async () => {
      const uid = await bench.upload("A film");
      expect((await bench.videos.findVideo(uid)).kind).toBe("ok");
      await bench.remove(uid);
      expect(await bench.videos.findVideo(uid)).toEqual({ kind: "gone" });
      expect(await bench.videos.askDownload(uid)).toEqual({ kind: "gone" });
      expect(await bench.videos.readDownload({ uid, signed: false }, soonSecond())).toEqual({ kind: "gone" });
    });

    it("pass on how long a rate limit asks to wait", async () => {
      bench.limitNextCall(7);
      expect(await bench.videos.listReady(0)).toMatchObject({ kind: "retry", askedMs: 7000 });
    });

    it("may be asked again after a broken answer", async () => {
      bench.breakNextCall();
      expect((await bench.videos.listReady(0)).kind).toBe("retry");
      expect((await bench.videos.listReady(0)).kind).toBe("ok");
    });
  });
}
