import type { AsRunSpan, CommittedSecond } from "@nonstop/contract/as-run";
import { roomName } from "@nonstop/contract/rundown";

const KEEP_SPANS = 200;

/** Adds a committed second to the as-run: to its last span when it is alike, else as a new one. Old news changes nothing. */
export function addSecond(spans: readonly AsRunSpan[], second: CommittedSecond): AsRunSpan[] {
  const last = spans.at(-1);
  if (last !== undefined && second.second < last.to) return [...spans];
  const isAlike =
    last !== undefined &&
    last.to === second.second &&
    roomName(last.room) === roomName(second.room) &&
    last.reason === second.reason &&
    last.rank === second.rank &&
    last.airing === second.airing &&
    last.override === second.override;
  if (isAlike) return [...spans.slice(0, -1), { ...last, to: second.second + 1 }];
  const span: AsRunSpan = {
    from: second.second,
    to: second.second + 1,
    room: second.room,
    rank: second.rank,
    reason: second.reason,
    ...(second.airing === undefined ? {} : { airing: second.airing }),
    ...(second.title === undefined ? {} : { title: second.title }),
    ...(second.override === undefined ? {} : { override: second.override }),
  };
  return [...spans, span].slice(-KEEP_SPANS);
}
