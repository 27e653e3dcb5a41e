import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Known } from "./known.ts";
import { afterNews, type SessionNews } from "./session-news.ts";

const news = (kind: SessionNews["kind"], atMs: number): SessionNews => ({ kind, meeting: "9", atMs });
const after = (...all: SessionNews[]): Known => all.reduce(afterNews, {});

describe("afterNews", () => {
  it("follows a session", () => {
    expect(after(news("started", 10)).session).toMatchObject({ livestream: "off", asks: 0 });
    expect(after(news("started", 10), news("livestream-started", 20)).session).toMatchObject({
      livestream: "on",
    });
    const stopped = after(
      news("started", 10),
      news("livestream-started", 20),
      news("livestream-stopped", 30),
    );
    expect(stopped.session).toMatchObject({ livestream: "off" });
    expect(after(news("started", 10), news("ended", 40))).toEqual({ endedMs: 40 });
  });

  it("is not fooled by what comes late", () => {
    expect(after(news("ended", 40), news("started", 10)).session).toBeUndefined();
    expect(after(news("livestream-started", 20), news("started", 10)).session?.livestream).toBe("on");
    const late = after(news("started", 10), news("livestream-started", 30), news("livestream-stopped", 20));
    expect(late.session?.livestream).toBe("on");
  });

  it("takes nothing of an earlier session for the one that runs", () => {
    const runs = after(news("started", 10), news("started", 50));
    expect(afterNews(runs, news("ended", 40)).session).toMatchObject({ startedMs: 50 });
    expect(afterNews(runs, news("livestream-started", 20)).session).toMatchObject({ livestream: "off" });
    expect(after(news("started", 50), news("ended", 40), news("ended", 60)).session).toBeUndefined();
  });

  it("forgets a meeting that was deleted, and no other", () => {
    const meeting = { id: "9", host: "h", meetingKey: "", joinUrl: "", passcode: "" };
    expect(afterNews({ meeting }, news("deleted", 10))).toEqual({ vanished: 1 });
    const other = { meeting: { ...meeting, id: "8" } };
    expect(afterNews(other, news("deleted", 10))).toEqual(other);
  });

  it("begins anew with the next session", () => {
    const again = after(news("started", 10), news("livestream-started", 20), news("started", 50));
    expect(again.session).toMatchObject({ startedMs: 50, livestream: "off" });
  });

  it("changes nothing when news come twice in a row", () => {
    const kind = fc.constantFrom<SessionNews["kind"]>(
      "started",
      "ended",
      "livestream-started",
      "livestream-stopped",
    );
    const list = fc.array(fc.tuple(kind, fc.integer({ min: 1, max: 9 })));
    fc.assert(
      fc.property(list, (all) => {
        const once = all.map(([what, atMs]) => news(what, atMs));
        const twice = once.flatMap((one) => [one, one]);
        expect(after(...twice)).toEqual(after(...once));
      }),
    );
  });
});
