import { beforeEach, describe, expect, it } from "vitest";
import type { LivestreamTarget, Meetings, MeetingWish } from "../../src/schedule/ports/meetings.ts";

/** What the suite has a vendor do, or fail to do. */
export type MeetingsBench = {
  meetings: Meetings;
  host: string;
  nowSecond: number;
  /** A guest enters, so that the meeting goes on. */
  enter: (id: string) => void;
  /** The next call is done, and its answer is lost. */
  loseNextAnswer: () => void;
  /** The next call is refused for so many seconds. */
  limitNextCall: (seconds: number) => void;
  /** The next call is refused because our app lacks this scope. */
  refuseNextCall: (scope: string) => void;
  /** Makes all tokens given out so far invalid. */
  revokeTokens: () => void;
};

/** What anything that holds our meetings must do. */
export function describeMeetings(name: string, open: () => MeetingsBench): void {
  describe(`${name}, as our meetings`, () => {
    let bench: MeetingsBench;
    let wish: MeetingWish;
    beforeEach(() => {
      bench = open();
      wish = {
        host: bench.host,
        wishedHost: bench.host,
        room: "studio-1",
        topic: "Morning show",
        agenda: "All that is new this morning.",
        marker: { station: "https://station.test", space: "station", environment: "master", entry: "ev1" },
        start: bench.nowSecond + 3600,
        end: bench.nowSecond + 7200,
        timezone: "Europe/Berlin",
        livestreamUntil: 9_000_000_000,
        meetingKey: "m",
        livestreamKey: "l",
      };
    });
    const target: LivestreamTarget = {
      streamUrl: "rtmp://ingest.test/live",
      streamKey: "key",
      pageUrl: "https://station.test",
      resolution: "720p",
    };
    const look = { layout: "gallery", showsName: true } as const;
    async function created(): Promise<string> {
      const answer = await bench.meetings.createMeeting(wish);
      if (answer.kind !== "ok") throw new Error(JSON.stringify(answer));
      return answer.value.id;
    }

    it("tell where to join and when it starts, and find a meeting by its marker", async () => {
      expect(await bench.meetings.findMeeting(wish)).toEqual({
        kind: "ok",
        value: undefined,
      });
      const id = await created();
      expect(await bench.meetings.findMeeting(wish)).toEqual({ kind: "ok", value: id });
      expect(await bench.meetings.readMeeting(id)).toMatchObject({
        kind: "ok",
        value: { id, start: wish.start, joinUrl: expect.stringContaining(id) },
      });
    });

    it("find the meeting whose creation was never answered", async () => {
      bench.loseNextAnswer();
      expect((await bench.meetings.createMeeting(wish)).kind).toBe("retry");
      expect(await bench.meetings.findMeeting(wish)).toMatchObject({
        kind: "ok",
        value: expect.any(String),
      });
    });

    it("find no meeting that was made for another entry, environment, space or station", async () => {
      await created();
      for (const other of [
        { entry: "ev2" },
        { environment: "staging" },
        { space: "copy" },
        { station: "https://staging.test" },
      ])
        expect(
          await bench.meetings.findMeeting({ ...wish, marker: { ...wish.marker, ...other } }),
        ).toMatchObject({ kind: "ok", value: undefined });
    });

    it("invite to what the meeting is after a change", async () => {
      const id = await created();
      expect((await bench.meetings.updateMeeting(id, { ...wish, topic: "Late show" })).kind).toBe("ok");
      expect(await bench.meetings.readInvitation(id)).toMatchObject({
        kind: "ok",
        value: expect.stringContaining("Late show"),
      });
    });

    it("say that a deleted meeting is gone, whatever is asked of it", async () => {
      const id = await created();
      expect((await bench.meetings.deleteMeeting(id)).kind).toBe("ok");
      expect(await bench.meetings.deleteMeeting(id)).toEqual({ kind: "gone" });
      expect(await bench.meetings.readMeeting(id)).toEqual({ kind: "gone" });
      expect(await bench.meetings.updateMeeting(id, wish)).toEqual({ kind: "gone" });
      expect(await bench.meetings.pointLivestream(id, target)).toEqual({ kind: "gone" });
      expect(await bench.meetings.readInvitation(id)).toEqual({ kind: "gone" });
    });

    it("start the livestream once somebody is there, and before that ask for patience", async () => {
      const id = await created();
      expect((await bench.meetings.pointLivestream(id, target)).kind).toBe("ok");
      expect(await bench.meetings.startLivestream(id, look)).toMatchObject({
        kind: "retry",
        askedMs: expect.any(Number),
      });
      expect(await bench.meetings.readMeeting(id)).toMatchObject({ value: { isGoingOn: false } });
      bench.enter(id);
      expect(await bench.meetings.readMeeting(id)).toMatchObject({ value: { isGoingOn: true } });
      expect((await bench.meetings.startLivestream(id, look)).kind).toBe("ok");
      expect((await bench.meetings.stopLivestream(id)).kind).toBe("ok");
    });

    it("pass on how long a rate limit asks to wait", async () => {
      await created();
      bench.limitNextCall(7);
      expect(await bench.meetings.findMeeting(wish)).toMatchObject({
        kind: "retry",
        askedMs: 7000,
      });
    });

    it("name the scope that is missing", async () => {
      await created();
      bench.refuseNextCall("meeting:write:meeting:admin");
      expect(await bench.meetings.createMeeting(wish)).toMatchObject({
        kind: "refused",
        message: expect.stringContaining("meeting:write:meeting:admin"),
      });
    });

    it("work on when a token dies early", async () => {
      const id = await created();
      bench.revokeTokens();
      expect((await bench.meetings.readMeeting(id)).kind).toBe("ok");
    });
  });
}
