import { mediaMark } from "@nonstop/contract/asset-source";
import type { Piece } from "@nonstop/contract/library";
import type { AiringId, AssetId } from "@nonstop/contract/names";
import type { SpanOrder } from "@nonstop/contract/piece-span";
import { present } from "@nonstop/contract/present";
import { secondOf } from "@nonstop/contract/time";
import { readAssetIndex } from "@nonstop/pieces/read-asset-index";
import { lengthOf, within } from "@nonstop/schedule/past/second-ranges";
import type { EventStore } from "../events/event-store.ts";
import type { FactsChange, PieceStore } from "../library/piece-store.ts";
import type { ChannelCalls } from "../ports/channel.ts";
import { airedSeconds } from "./aired-seconds.ts";
import type { AiredShowStore } from "./aired-show-store.ts";
import type { PieceMaker } from "./piece-maker.ts";
import { type SpanGround, type SpanRefusal, spanSource } from "./span-source.ts";

export type SpanAnswer =
  | { kind: "made"; piece: Piece; isNew: boolean }
  | ({ kind: "refused" } & SpanRefusal)
  | { kind: "taken" };

/** A span as it is asked for. Without an out it goes on to the end; what an entry says of its piece it says by itself. */
export type SpanWish = Pick<SpanOrder, "of" | "markIn" | "title" | "asset" | "filler"> & {
  [K in "markOut" | "favourite" | "tags"]: SpanOrder[K] | undefined;
};

/** What a span is of, and the piece that this is already, if it is one. */
type Ground = { ground: SpanGround; parent: Piece | undefined };

type Parts = {
  maker: PieceMaker;
  pieces: PieceStore;
  shows: Pick<AiredShowStore, "read">;
  events: Pick<EventStore, "read">;
  channel: Pick<ChannelCalls, "asRun" | "houses">;
  channelName: string;
  media: R2Bucket;
};

/** What is a second of the channel's past: whatever the clocks differ by, it is committed, or slate. */
const SETTLED_SECONDS = 5;
const MAX_SPANS = 20_000;

/** Where a span of what aired, or of a piece, becomes a piece of its own. */
export class SpanDesk {
  readonly #o: Parts;

  constructor(o: Parts) {
    this.#o = o;
  }

  /** Makes a piece of a span, or says why there is none. Rejects when R2 or the channel does not answer. */
  async make(order: SpanWish, nowMs: number, o: { replaces: boolean }): Promise<SpanAnswer> {
    const found = await this.#groundOf(order, nowMs);
    if ("field" in found) return { kind: "refused", ...found };
    // The marks of a channel are its own seconds.
    const offset = order.of.kind === "channel" ? order.markIn : 0;
    const markOut = order.markOut === undefined ? undefined : order.markOut - offset;
    const marks = { markIn: order.markIn - offset, markOut };
    const media = spanSource(found.ground, marks);
    if ("field" in media) return { kind: "refused", ...media };
    const asset = order.asset ?? mediaMark("of" in media ? media.source : media);
    if (asset === undefined) return { kind: "taken" };
    const { title, filler, tags, favourite } = order;
    const facts = { ...inherited(found.parent), ...present({ tags, favourite }) };
    const made = await this.#o.maker.make(
      { asset, title, filler, media, facts, replaces: o.replaces },
      nowMs,
    );
    if (made.kind === "no-house")
      return {
        kind: "refused",
        field: "of",
        message: "nobody knows the house format any more that it aired in",
        cure: "Mark something newer.",
      };
    const piece = this.#o.pieces.find(asset);
    if (made.kind === "taken" || piece === undefined) return { kind: "taken" };
    return { kind: "made", piece, isNew: made.isNew };
  }

  async #groundOf({ of, markIn, markOut }: SpanWish, nowMs: number): Promise<Ground | SpanRefusal> {
    const { channelName, channel, shows, pieces } = this.#o;
    const now = secondOf(nowMs) - SETTLED_SECONDS;
    switch (of.kind) {
      case "piece":
        return this.#groundOfPiece(of.asset);
      case "airing": {
        const piece = shows.read(of.airing)?.over?.piece;
        if (piece !== undefined && pieces.has(piece)) return this.#groundOfPiece(piece);
        if (markOut === undefined)
          return {
            field: "markOut",
            message: "the show is not over yet",
            cure: "Give an out, or wait for its end.",
          };
        const ranges = await this.#airedOf(of.airing, now);
        if (ranges.length === 0)
          return {
            field: "of.airing",
            message: "that is no live show that has aired",
            cure: "Mark one that has.",
          };
        return {
          ground: { kind: "aired", channel: channelName, ranges, houses: await channel.houses() },
          parent: undefined,
        };
      }
      case "channel":
      default: {
        if (of.channel !== channelName)
          return { field: "of.channel", message: "there is no such channel", cure: `Known: ${channelName}.` };
        return this.#groundOfChannel({ from: markIn, to: markOut ?? now + 1 }, now);
      }
    }
  }

  async #groundOfPiece(asset: AssetId): Promise<Ground | SpanRefusal> {
    const read = await readAssetIndex(this.#o.media, asset);
    const parent = this.#o.pieces.find(asset);
    if (read.kind === "index" && parent !== undefined)
      return { ground: { kind: "piece", index: read.index }, parent };
    return { field: "of.asset", message: "the library has no such piece", cure: "Read /api/v1/library." };
  }

  async #airedOf(airing: AiringId, now: number): Promise<Awaited<ReturnType<typeof airedSeconds>>> {
    const planned = this.#o.shows.read(airing)?.airing ?? this.#o.events.read(airing)?.airing;
    if (planned?.room === undefined || planned.start > now) return [];
    return airedSeconds(this.#o.channel, { airing, room: planned.room, start: planned.start, now });
  }

  async #groundOfChannel(range: { from: number; to: number }, now: number): Promise<Ground | SpanRefusal> {
    if (range.to > now)
      return {
        field: "markOut",
        message: "that has not aired yet",
        cure: "Wait until it has, or give an earlier out.",
      };
    const { channel, channelName } = this.#o;
    const spans = await channel.asRun(range, MAX_SPANS);
    const aired = lengthOf(within(spans, [range]));
    if (aired < range.to - range.from)
      return {
        field: "markIn",
        message: "the channel does not know all of it any more, or was not there yet",
        cure: "Mark seconds of the last 90 days.",
      };
    if (spans.every(({ room }) => room.kind === "slate"))
      return { field: "markIn", message: "nothing but slate aired there", cure: "Mark what aired." };
    return {
      ground: { kind: "aired", channel: channelName, ranges: [range], houses: await channel.houses() },
      parent: undefined,
    };
  }
}

/** What holds of a span because it holds of what it is of. */
function inherited(parent: Piece | undefined): FactsChange {
  if (parent === undefined) return {};
  const { people, show, rightsFrom, rightsTo, territories } = parent;
  return { people, territories, ...present({ show, rightsFrom, rightsTo }) };
}
