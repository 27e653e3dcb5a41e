import type { Known, KnownSession } from "./known.ts";

/** What a webhook says about a meeting of ours. `atMs` is the vendor's time of it. */
export type SessionNews = {
  kind: "started" | "ended" | "deleted" | "livestream-started" | "livestream-stopped";
  meeting: string;
  atMs: number;
};

/** What is known after the news. Pure; news may come twice, late and in any order. */
export function afterNews(known: Known, news: SessionNews): Known {
  if (news.kind === "deleted") return withoutMeeting(known, news.meeting);
  if (news.atMs <= (known.endedMs ?? 0)) return known;
  const { session, ...rest } = known;
  if (news.kind === "ended") {
    // The end of an earlier session, told late, does not end the one that runs.
    const isOfEarlier = session !== undefined && news.atMs < session.startedMs;
    return { ...(isOfEarlier ? known : rest), endedMs: news.atMs };
  }
  const next = sessionAfter(session, news.kind, news.atMs);
  return next === undefined ? rest : { ...rest, session: next };
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
    // A livestream heard of before the start it belongs to goes on.
    if (session !== undefined && atMs <= session.startedMs) return session;
    return { startedMs: atMs, heardMs: 0, livestream: "off", asks: 0 };
  }
  if (session === undefined)
    return kind === "livestream-started"
      ? { startedMs: atMs, heardMs: atMs, livestream: "on", asks: 0 }
      : undefined;
  if (atMs < Math.max(session.startedMs, session.heardMs)) return session;
  const { startedMs, asks } = session;
  return { startedMs, asks, heardMs: atMs, livestream: kind === "livestream-started" ? "on" : "off" };
}
