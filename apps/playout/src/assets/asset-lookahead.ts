import { ASSET_CHUNK_SECONDS } from "@nonstop/contract/asset";
import type { AssetLength, Take, RoomRef, Rundown } from "@nonstop/contract/rundown";
import { itemAt, nextChange, takeAt } from "@nonstop/schedule/item-at";
import { roomsWanted } from "@nonstop/schedule/rooms-wanted";
import { type ChunkRef, chunkKey, chunkOf } from "./chunk-ref.ts";

/** A chunk that will be on air, and the first channel second that needs it. */
export type AirChunk = ChunkRef & { airsAt: number };
/** What to have: `near` in memory, everything on disk. The most urgent comes first. */
export type Lookahead = { near: ChunkRef[]; later: ChunkRef[] };

const NEAR_SECONDS = 60;
export const HOUR_SECONDS = 3600;
const MAX_STEPS = 1000;
const MAX_POOL_CHUNKS = 2000;

type Order = { rundown: Rundown | undefined; takes: readonly Take[] };

/** Chunks of what is to air in `[from, to)` by rundown and takes, in order of air. */
export function chunksToAir(order: Order, from: number, to: number): AirChunk[] {
  const chunks: AirChunk[] = [];
  let second = from;
  for (let step = 0; second < to && step < MAX_STEPS; step += 1) {
    const end = Math.min(to, nextChange(order.rundown, order.takes, second) ?? to);
    const room = firstChoice(order, second);
    if (room?.kind === "asset") {
      let at = second;
      while (at < end) {
        const assetSecond = at - room.startSecond;
        if (assetSecond < 0) break;
        const ref = chunkOf(room.asset, assetSecond);
        chunks.push({ ...ref, airsAt: at });
        at = room.startSecond + (ref.chunk + 1) * ASSET_CHUNK_SECONDS;
      }
    }
    second = end;
  }
  return chunks;
}

/** What to have ready at `now`: the next minute, pieces that may stand in, the next hour, plan B and the filler pool. */
export function lookahead(order: Order, now: number): Lookahead {
  const hour = chunksToAir(order, now, now + HOUR_SECONDS);
  const near = hour.filter(({ airsAt }) => airsAt < now + NEAR_SECONDS);
  const standIns = [now, now + ASSET_CHUNK_SECONDS, now + 2 * ASSET_CHUNK_SECONDS].flatMap((second) =>
    roomsWanted(order.rundown, order.takes, second).flatMap((room) =>
      room.kind === "asset" && second >= room.startSecond
        ? [chunkOf(room.asset, second - room.startSecond)]
        : [],
    ),
  );
  return { near: distinct(near), later: distinct([...standIns, ...hour, ...chunksInTurn(pool(order, now))]) };
}

/** Each piece that may stand in within the hour, once. */
function pool({ rundown }: Order, now: number): AssetLength[] {
  const items = (rundown?.items ?? []).filter(({ start, end }) => start < now + HOUR_SECONDS && end > now);
  const pieces = [
    ...items.flatMap(({ planB }) => (planB === undefined ? [] : [planB])),
    ...items.flatMap(({ fillers }) => fillers ?? []),
    ...(rundown?.fillers ?? []),
  ];
  return [...new Map(pieces.map((piece) => [piece.asset, piece])).values()];
}

/** The chunks of all pieces, the first ones first: where there are too many, no piece goes without because another is long. */
function chunksInTurn(pieces: readonly AssetLength[]): ChunkRef[] {
  const counts = pieces.map(({ durationSeconds }) => Math.ceil(durationSeconds / ASSET_CHUNK_SECONDS));
  const chunks: ChunkRef[] = [];
  for (let chunk = 0; chunk < Math.max(0, ...counts); chunk += 1)
    for (const [index, { asset }] of pieces.entries()) {
      if (chunks.length >= MAX_POOL_CHUNKS) return chunks;
      if (chunk < (counts[index] ?? 0)) chunks.push({ asset, chunk });
    }
  return chunks;
}

function firstChoice(order: Order, second: number): RoomRef | undefined {
  const take = takeAt(order.takes, second);
  if (take !== undefined) return take.room;
  return order.rundown === undefined ? undefined : itemAt(order.rundown, second)?.room;
}

function distinct(refs: readonly ChunkRef[]): ChunkRef[] {
  return [
    ...new Map(refs.map(({ asset, chunk }) => [chunkKey({ asset, chunk }), { asset, chunk }])).values(),
  ];
}
