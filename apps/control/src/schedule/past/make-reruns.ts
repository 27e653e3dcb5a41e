import { mediaMark } from "@nonstop/contract/asset-source";
import { MAX_PEOPLE, MAX_PERSON_CHARACTERS, MAX_SUMMARY_CHARACTERS } from "@nonstop/contract/library";
import { markOf } from "@nonstop/contract/mark";
import type { AiringId, AssetId } from "@nonstop/contract/names";
import { present } from "@nonstop/contract/present";
import { escapedId } from "@nonstop/contract/room-names";
import { type Second, secondOf } from "@nonstop/contract/time";
import { log } from "@nonstop/door/log";
import type { EventRecord } from "../events/event-record.ts";
import type { EventStore } from "../events/event-store.ts";
import type { FactsChange } from "../library/piece-store.ts";
import { airedSeconds, pastSourceOf } from "./aired-seconds.ts";
import type { AiredShow, AiredShowStore } from "./aired-show-store.ts";
import type { PieceMaker } from "./piece-maker.ts";
import type { ChannelCalls } from "../ports/channel.ts";
import type { Chore } from "../chores/chore-list.ts";

/** How often we look for shows that have begun, when we know of none that is about to. */
const LOOK_MS = 60_000;
/** A show that ended while the schedule was down is found for so long. */
const LOOK_BACK_SECONDS = 7 * 86_400;
/** By then every second of a tail is committed, or slate. */
const SETTLED_SECONDS = 5;
/** A show that is held on air past its end is looked at again after so long. */
const AGAIN_MS = 2_000;
/** What it is made of did not answer. */
const FAULT_REST_MS = 10_000;
/** What was made of a show is remembered for as long as its event may be told of anew. */
const REMEMBERED_SECONDS = 120 * 86_400;
const MAX_NAME = 50;

type Parts = {
  events: EventStore;
  shows: AiredShowStore;
  maker: PieceMaker;
  channel: Pick<ChannelCalls, "asRun" | "houses">;
  channelName: string;
  /** How long a show may run over its end. */
  overRunSeconds: number;
};

/**
 * Makes a piece of each live show as soon as it is over: the seconds that the as-run has of it, and nothing is copied. A show is noted when
 * it begins, so that whatever becomes of its event then, what aired of it is a piece.
 */
export function makeReruns(o: Parts): Chore {
  let nextLookMs = 0;
  let seenChanges = -1;
  return {
    name: "make-reruns",
    dueMs: () =>
      seenChanges === o.events.airingChanges
        ? Math.min(nextLookMs, o.shows.nextDueMs() ?? Number.POSITIVE_INFINITY)
        : 0,
    async run(nowMs) {
      const changes = o.events.airingChanges;
      const nextStart = noteBegun(o, secondOf(nowMs));
      for (const show of o.shows.unsettled()) await settleOrRest(o, show, nowMs);
      nextLookMs = Math.min(nowMs + LOOK_MS, (nextStart ?? Number.POSITIVE_INFINITY) * 1000);
      seenChanges = changes;
      o.shows.forgetBefore(secondOf(nowMs) - REMEMBERED_SECONDS);
    },
  };
}

/** Notes the live shows that have begun, as they are now. Answers when the next one begins. */
function noteBegun(o: Parts, now: Second): Second | undefined {
  let next: Second | undefined;
  for (const record of o.events.endingAfter(now - LOOK_BACK_SECONDS)) {
    const { airing } = record;
    if (airing?.kind !== "live" || airing.room === undefined) continue;
    if (airing.start > now) {
      next = Math.min(next ?? airing.start, airing.start);
      continue;
    }
    const known = o.shows.read(airing.id);
    const isSettled = known?.over !== undefined && airing.start < known.over.at;
    const noted = shownNow(record, airing);
    const isSame = JSON.stringify(known) === JSON.stringify(noted);
    if (!isSettled && !isSame) o.shows.write(noted, readyMs(o, noted));
  }
  return next;
}

function shownNow({ event }: EventRecord, airing: AiredShow["airing"]): AiredShow {
  return { airing, rerun: event?.rerunPool === true, ...present({ show: event?.show }) };
}

/** When nothing of a show can come on air any more by the rundown (epoch ms). */
function readyMs(o: Pick<Parts, "overRunSeconds">, { airing }: AiredShow): number {
  return (airing.end + o.overRunSeconds + SETTLED_SECONDS) * 1000;
}

/** Settles a show. One that cannot be is tried again, and those after it do not wait for it. */
async function settleOrRest(o: Parts, show: AiredShow, nowMs: number): Promise<void> {
  try {
    await settle(o, show, nowMs);
  } catch (error) {
    log("rerun-fault", { airing: show.airing.id, name: error instanceof Error ? error.name : "unknown" });
    o.shows.write(show, nowMs + FAULT_REST_MS);
  }
}

async function settle(o: Parts, noted: AiredShow, nowMs: number): Promise<void> {
  const show = withdrawnNow(o, noted, secondOf(nowMs));
  const { id, room, start } = show.airing;
  if (room === undefined) return;
  if (nowMs < readyMs(o, show)) {
    if (show.airing.end !== noted.airing.end) o.shows.write(show, readyMs(o, show));
    return;
  }
  const now = secondOf(nowMs);
  const ranges = await airedSeconds(o.channel, { airing: id, room, start, now });
  const last = ranges.at(-1);
  if (last !== undefined && last.to > now - SETTLED_SECONDS) return o.shows.write(show, nowMs + AGAIN_MS);
  const piece = await pieceOf(o, show, ranges, nowMs);
  o.shows.write({ ...show, over: { at: last?.to ?? show.airing.end, ...present({ piece }) } }, undefined);
  if (piece === undefined) log("show-never-aired", { airing: id });
}

/** A show whose event is gone, or is planned for another day, ended when that was heard. */
function withdrawnNow({ events }: Parts, show: AiredShow, now: Second): AiredShow {
  const airing = events.read(show.airing.id)?.airing;
  const isOn = airing?.kind === "live" && airing.start <= now;
  return isOn ? show : { ...show, airing: { ...show.airing, end: Math.min(show.airing.end, now) } };
}

async function pieceOf(
  o: Parts,
  { airing, show, rerun }: AiredShow,
  ranges: Parameters<typeof pastSourceOf>[2],
  nowMs: number,
): Promise<AssetId | undefined> {
  const past = await pastSourceOf(o.channel, o.channelName, ranges);
  if (past === undefined) return undefined;
  const facts = {
    airing: airing.id,
    ...wordsOf(airing),
    ...present({ show, tags: rerun ? ["rerun"] : undefined }),
  };
  // A show that airs once more, moved to another day, has its own piece.
  for (const asset of [nameOf(airing.id), `${nameOf(airing.id)}-${mediaMark(past.source)?.slice(-8)}`]) {
    const wanted = { asset, title: airing.title, filler: false, media: past.source, facts, replaces: false };
    const made = await o.maker.make(wanted, nowMs);
    if (made.kind === "made") return asset;
    if (made.kind === "no-house") break;
  }
  log("rerun-not-made", { airing: airing.id });
  return undefined;
}

/** What an airing says of itself, as far as a piece may say so much. */
function wordsOf({ presenters, summary }: AiredShow["airing"]): FactsChange {
  const people = presenters.slice(0, MAX_PEOPLE).map(({ name }) => beginning(name, MAX_PERSON_CHARACTERS));
  return { people, ...present({ summary: beginning(summary, MAX_SUMMARY_CHARACTERS) || undefined }) };
}

// At most so long as strings are counted, and no character is halved.
function beginning(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "");
}

/** The name of the piece that an airing becomes. */
function nameOf(airing: AiringId): AssetId {
  const name = `aired-${escapedId(airing)}`;
  return name.length <= MAX_NAME ? name : `aired-${markOf(airing)}`;
}
