import { START_AGAIN_MS } from "./going-live.ts";
import type { Known, KnownSession } from "./known.ts";
import { withoutTries } from "./tries.ts";

/** What a webhook says about a meeting of ours. `atMs` is the vendor's time of it. */
export type SessionNews = {
  kind: "started" | "ended" | "deleted" | "livestream-started" | "livestream-stopped";
  meeting: string;
  atMs: number;
};

/** What is known after the news. Pure; news may come twice, late by an hour and in any order. */
export function afterNews(known: Known, news: SessionNews): Known {
  if (news.kind === "deleted") return withoutMeeting(known, news.meeting);
  if (news.atMs <= (known.endedMs ?? 0)) return known;
  const { session, ...rest } = known;
  if (news.kind === "ended") {
    // The end of an earlier session, told late, does not end the one that runs.
    const isOfEarlier = session !== undefined && news.atMs < (session.seenMs ?? session.startedMs);
    return { ...(isOfEarlier ? known : rest), endedMs: news.atMs };
  }
  const next = sessionAfter(session, news.kind, news.atMs);
  if (next === undefined) return rest;
  if (next === session) return known;
  // What was tried before the news says nothing of what works now.
  const { tries: before, ...others } = rest;
  const tries = withoutTries(before, ["start-livestream", "look-at-meeting"]);
  return { ...others, session: next, ...(tries === undefined ? {} : { tries }) };
}

// Somebody deleted it where it was made. The guests' link is dead, so another meeting has to be made.
function withoutMeeting(known: Known, deleted: string): Known {
  const { meeting, session: _session, ...rest } = known;
  return meeting?.id === deleted ? { ...rest, vanished: (known.vanished ?? 0) + 1 } : known;
}

function sessionAfter(
  session: KnownSession | undefined,
  kind: Exclude<SessionNews["kind"], "ended" | "deleted">,
  atMs: number,
): KnownSession | undefined {
  if (kind === "started") {
    if (session === undefined || atMs > (session.seenMs ?? session.startedMs))
      return { startedMs: atMs, heardMs: 0, livestream: "off", asks: 0 };
    if (session.isFound === undefined) return session;
    // It is told after all. A livestream heard of before the start it belongs to goes on.
    const { isFound: _isFound, ...told } = session;
    return told;
  }
  if (session === undefined)
    return kind === "livestream-started"
      ? { startedMs: atMs, heardMs: atMs, livestream: "on", asks: 0 }
      : undefined;
  if (atMs < Math.max(session.startedMs, session.heardMs)) return session;
  if (kind === "livestream-started") return { ...session, heardMs: atMs, livestream: "on" };
  const wasOn = session.livestream === "on" && atMs - session.heardMs >= START_AGAIN_MS;
  return { ...session, heardMs: atMs, livestream: "off", asks: wasOn ? 0 : session.asks };
}
