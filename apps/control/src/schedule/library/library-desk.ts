import type { Piece, PieceDetail, PieceUse } from "@nonstop/contract/library";
import type { AssetId } from "@nonstop/contract/names";
import { secondOf } from "@nonstop/contract/time";
import { usesOfPiece } from "@nonstop/schedule/library/piece-uses";
import type { StationAhead } from "../ahead/station-ahead.ts";
import type { ChannelCalls } from "../ports/channel.ts";
import type { PublishedStore } from "../published/published-store.ts";
import type { StationRundown } from "../rundown/station-rundown.ts";
import { changePiece, type PieceChanged } from "./change-piece.ts";
import type { LeavingPieces } from "./leaving-pieces.ts";
import type { FactsChange, PieceStore } from "./piece-store.ts";

export type PieceDeletion =
  | { kind: "deleted" }
  | { kind: "unknown" }
  | { kind: "used"; title: string; uses: PieceUse[] };

/** A rundown without the piece is with the playouts by then. */
const FIRST_LOOK_MS = 5_000;

type Parts = {
  ahead: Pick<StationAhead, "airingsEndingAfter">;
  pieces: PieceStore;
  leaving: LeavingPieces;
  published: Pick<PublishedStore, "collections" | "recordings">;
  rundown: Pick<StationRundown, "ask">;
  channel: Pick<ChannelCalls, "rundown" | "controlState">;
};

/** Where producers look at a piece, say what it is, and delete it. */
export class LibraryDesk {
  readonly #o: Parts;

  constructor(o: Parts) {
    this.#o = o;
  }

  /** A piece and where it is used; undefined when there is none. */
  async detail(asset: AssetId, nowMs: number): Promise<PieceDetail | undefined> {
    const piece = this.#o.pieces.find(asset);
    return piece && { piece, uses: await this.#uses(piece, nowMs) };
  }

  /** Writes down what a producer says of a piece. */
  change(asset: AssetId, change: FactsChange, nowMs: number): PieceChanged {
    return changePiece(asset, change, { ...this.#o, nowMs });
  }

  /** Takes a piece out of the library unless it is used. Its media goes when no playout may need it. */
  async delete(asset: AssetId, nowMs: number): Promise<PieceDeletion> {
    const piece = this.#o.pieces.find(asset);
    if (piece === undefined) return { kind: "unknown" };
    const uses = await this.#uses(piece, nowMs);
    if (uses.length > 0) return { kind: "used", title: piece.title, uses };
    this.#o.leaving.add(asset, nowMs + FIRST_LOOK_MS);
    this.#o.pieces.forget(asset);
    this.#o.rundown.ask(nowMs);
    return { kind: "deleted" };
  }

  async #uses({ asset }: Piece, nowMs: number): Promise<PieceUse[]> {
    const { ahead, pieces, published, channel } = this.#o;
    const [rundown, { takes }] = await Promise.all([channel.rundown(), channel.controlState()]);
    const now = secondOf(nowMs);
    const assetOf = new Map(published.recordings().map(({ entry, asset: name }) => [entry, name]));
    const collections = published.collections().map(({ entry, title, pieces: recordings }) => ({
      entry,
      title,
      pieces: recordings.flatMap((recording) => assetOf.get(recording) ?? []),
    }));
    const airings = ahead.airingsEndingAfter(now);
    return usesOfPiece(asset, { airings, pieces: pieces.all(), collections, rundown, takes }, now);
  }
}
