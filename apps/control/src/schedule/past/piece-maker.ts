import { ASSET_CHUNK_SECONDS, AssetIndex } from "@nonstop/contract/asset";
import { type AssetSource, mediaMark } from "@nonstop/contract/asset-source";
import { assetIndexKey } from "@nonstop/contract/media-keys";
import type { AssetId } from "@nonstop/contract/names";
import { log } from "@nonstop/door/log";
import { encodeParameters } from "@nonstop/media/parameters-base64";
import { readAssetIndex } from "@nonstop/pieces/read-asset-index";
import { lengthOf } from "@nonstop/schedule/past/second-ranges";
import { addPiece } from "../library/add-piece.ts";
import type { FactsChange } from "../library/piece-store.ts";
import type { PieceMedia } from "./piece-media.ts";
import type { PieceSources } from "./piece-sources.ts";

/** A piece of which nothing is to be stored but its index. */
export type WantedPiece = {
  asset: AssetId;
  title: string;
  filler: boolean;
  /** What of the channel's past it is, or what of another piece, whose index is given. */
  media:
    | Extract<AssetSource, { kind: "past" }>
    | { source: Extract<AssetSource, { kind: "span" }>; of: AssetIndex };
  /** What is known of it. */
  facts: FactsChange;
  /** It may take the place of another piece of this name. */
  replaces: boolean;
};

/** `taken`: another piece has that name. `no-house`: nobody knows the house format any more that it aired in. */
export type MadePiece = { kind: "made"; isNew: boolean } | { kind: "taken" } | { kind: "no-house" };

type Parts = Omit<Parameters<typeof addPiece>[1], "nowMs"> & {
  sources: Pick<PieceSources, "note" | "forget">;
  media: R2Bucket;
  pieceMedia: Pick<PieceMedia, "house">;
};

/** Makes pieces of what aired, and of spans of pieces: it writes an index, and no media. */
export class PieceMaker {
  readonly #o: Parts;

  constructor(o: Parts) {
    this.#o = o;
  }

  /** Makes a piece. What is there already, with the same media, is made. Rejects when R2 does not answer. */
  async make(wanted: WantedPiece, nowMs: number): Promise<MadePiece> {
    const { media, pieces } = this.#o;
    const index = await this.#indexOf(wanted);
    if (index === undefined) return { kind: "no-house" };
    const known = await readAssetIndex(media, wanted.asset);
    if (known.kind === "broken") return { kind: "taken" };
    const isThere = known.kind === "index" && mediaMark(known.index.source) === mediaMark(index.source);
    const mayReplace = wanted.replaces && known.kind === "index" && isPutTogether(known.index);
    if (known.kind === "index" && !isThere && !mayReplace) return { kind: "taken" };
    if (!isThere) {
      // Noted first: from here on no sweep takes what it is made of.
      this.#o.sources.note(index);
      const json = JSON.stringify(index);
      const onlyIf = mayReplace ? {} : { onlyIf: { etagDoesNotMatch: "*" } };
      const httpMetadata = { contentType: "application/json" };
      const put = await media.put(assetIndexKey(index.asset), json, { httpMetadata, ...onlyIf });
      if (put === null) {
        // Somebody was faster, and what that index says is not known here: whoever needs it reads it.
        this.#o.sources.forget(index.asset);
        return { kind: "taken" };
      }
      log("piece-made", { asset: index.asset, seconds: index.durationSeconds });
    }
    const before = pieces.find(wanted.asset);
    addPiece(isThere ? known.index : index, { ...this.#o, nowMs });
    // What people have said of it since stays.
    const isTold = before !== undefined && before.airing === wanted.facts.airing;
    if (!isTold && pieces.know(wanted.asset, wanted.facts)) this.#o.rundown.ask(nowMs);
    return { kind: "made", isNew: !isThere };
  }

  async #indexOf({ asset, title, filler, media }: WantedPiece): Promise<AssetIndex | undefined> {
    const common = { asset, title, filler, chunkSeconds: ASSET_CHUNK_SECONDS } as const;
    if ("of" in media) {
      const { of, source } = media;
      const durationSeconds = source.to - source.from;
      const { houseFormat, parameters } = of;
      return AssetIndex.parse({
        ...common,
        ...sizes(durationSeconds, of.byteLength / of.durationSeconds),
        houseFormat,
        parameters,
        source,
      });
    }
    const house = await this.#o.pieceMedia.house(media.version);
    if (house === undefined) return undefined;
    const { video, audio, name } = house.format;
    const bits = video.reduce((sum, { bitsPerSecond }) => sum + bitsPerSecond, audio.bitsPerSecond);
    return AssetIndex.parse({
      ...common,
      ...sizes(lengthOf(media.spans), bits / 8),
      houseFormat: name,
      parameters: encodeParameters(house.parameters),
      source: media,
    });
  }
}

/** Whether a piece is, or was until its copy was kept, what this makes: no file is ever replaced. */
function isPutTogether({ source }: AssetIndex): boolean {
  return source !== undefined && (source.kind !== "chunks" || /^(?:past|span)-/.test(source.folder));
}

function sizes(
  durationSeconds: number,
  bytesPerSecond: number,
): Pick<AssetIndex, "durationSeconds" | "chunkCount" | "byteLength"> {
  return {
    durationSeconds,
    chunkCount: Math.ceil(durationSeconds / ASSET_CHUNK_SECONDS),
    byteLength: Math.max(1, Math.ceil(durationSeconds * bytesPerSecond)),
  };
}
