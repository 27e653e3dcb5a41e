import type { Airing } from "@nonstop/contract/airing";
import { AS_RUN_DAYS } from "@nonstop/contract/channel-object";
import { secondOf } from "@nonstop/contract/time";
import { wasOnAir } from "@nonstop/schedule/again/was-on-air";
import type { Chore } from "../chores/chore-list.ts";
import type { ChannelCalls } from "../ports/channel.ts";
import type { EventStore } from "../events/event-store.ts";
import type { AiredAirings } from "./aired-airings.ts";

/** By then the last second of an airing is in the as-run, also when a playout was late. */
const SETTLED_SECONDS = 30;
/** What ended earlier is not asked for any more: the as-run may not reach back so far. */
const BACK_SECONDS = 2 * 86_400;
/** What has left the as-run is on no shelf. */
const FORGET_SECONDS = (AS_RUN_DAYS + 1) * 86_400;
const MAX_SPANS = 1_000;

/** Looks whether airings were on air at all, once each is over: what never aired is not repeated, and nothing to watch again. */
export function lookBack(o: {
  channel: Pick<ChannelCalls, "asRun">;
  events: Pick<EventStore, "airingsEndingAfter" | "airingChanges">;
  aired: AiredAirings;
  nowMs: () => number;
}): Chore {
  const { channel, events, aired } = o;
  let unseen: { of: string; airings: readonly Airing[] } | undefined;
  // Whoever looks when the next is due looks often.
  const unseenNow = (): readonly Airing[] => {
    const of = `${events.airingChanges} ${aired.changes}`;
    if (unseen?.of !== of)
      unseen = {
        of,
        airings: events
          .airingsEndingAfter(secondOf(o.nowMs()) - BACK_SECONDS)
          .filter((airing) => airing.kind !== "slate" && aired.of(airing) === undefined),
      };
    return unseen.airings;
  };
  return {
    name: "look-back",
    dueMs() {
      const ends = unseenNow().map(({ end }) => end);
      return ends.length === 0 ? undefined : (Math.min(...ends) + SETTLED_SECONDS) * 1000;
    },
    async run(nowMs) {
      for (const airing of unseenNow().filter(({ end }) => (end + SETTLED_SECONDS) * 1000 <= nowMs)) {
        const range = { from: airing.start, to: airing.end + SETTLED_SECONDS };
        aired.note(airing, wasOnAir(airing, await channel.asRun(range, MAX_SPANS)));
      }
      aired.forgetBefore(secondOf(nowMs) - FORGET_SECONDS);
    },
  };
}
