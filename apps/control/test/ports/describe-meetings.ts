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
  /** The mail address of a user of the account who may host, and of one who has no licence. */
  licensed: string;
  unlicensed: string;
  /** Lets nobody ask who somebody is. */
  hideUsers: () => void;
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
        alternativeHosts: [],
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

    describe("with alternative hosts", () => {
      const stranger = "ada@elsewhere.test";

      it("take those who may host, leave out the others, and say why", async () => {
        const { licensed, unlicensed } = bench;
        const wished = { ...wish, alternativeHosts: [unlicensed, licensed, stranger] };
        const left = [
          { address: unlicensed, why: "unlicensed" },
          { address: stranger, why: "unknown" },
        ];
        const made = await bench.meetings.createMeeting(wished);
        expect(made).toMatchObject({ kind: "ok", value: { leftOut: left } });
        const id = made.kind === "ok" ? made.value.id : "";
        expect(await bench.meetings.updateMeeting(id, wished)).toEqual({ kind: "ok", value: left });
        expect(await bench.meetings.checkHosts(wished.alternativeHosts)).toEqual(left);
        expect(await bench.meetings.updateMeeting(id, wish)).toEqual({ kind: "ok", value: [] });
      });

      it("leave out whoever is refused, without asking who they are", async () => {
        const { licensed, unlicensed } = bench;
        bench.hideUsers();
        const refused = (address: string) => ({ address, why: "refused" });
        expect(
          await bench.meetings.createMeeting({ ...wish, alternativeHosts: [licensed, unlicensed] }),
        ).toMatchObject({ kind: "ok", value: { leftOut: [refused(unlicensed)] } });
        expect(
          await bench.meetings.createMeeting({ ...wish, alternativeHosts: [licensed, unlicensed, stranger] }),
        ).toMatchObject({ kind: "ok", value: { leftOut: [unlicensed, licensed, stranger].map(refused) } });
      });
    });

    it("tell the key that makes somebody the host of a meeting", async () => {
      const id = await created();
      expect(await bench.meetings.readHostKey({ id, host: wish.host })).toMatchObject({
        kind: "ok",
        value: expect.stringMatching(/^\d{6}$/),
      });
    });

    it("change the layout of a livestream that is up, and of no other", async () => {
      const id = await created();
      await bench.meetings.pointLivestream(id, target);
      expect((await bench.meetings.changeLayout(id, "speaker")).kind).toBe("retry");
      bench.enter(id);
      await bench.meetings.startLivestream(id, look);
      expect((await bench.meetings.changeLayout(id, "speaker")).kind).toBe("ok");
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
