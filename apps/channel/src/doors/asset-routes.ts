import { type Context, Hono } from "hono";
import { AssetChunkHeader, AssetIndex } from "@nonstop/contract/asset";
import { ChunkFolder, type ChunkPlace, mediaMark } from "@nonstop/contract/asset-source";
import { BUNDLE_MEDIA_TYPE, decodeBundle } from "@nonstop/contract/bundle";
import { AssetId } from "@nonstop/contract/names";
import { sameParameters } from "@nonstop/media/parameters";
import type { Bound, Env } from "../env.ts";
import { missingChunks, storeOnce } from "./asset-store.ts";
import { chunkAnswer } from "./chunk-answer.ts";
import { channelByName, channelNames } from "@nonstop/door/channel-of";
import { houseOf } from "@nonstop/house/house";
import { decodeParameters } from "@nonstop/media/parameters-base64";
import { assetChunkKey, assetIndexKey } from "@nonstop/contract/media-keys";
import { originOnly } from "@nonstop/door/origin-auth";
import { bodyWithin, jsonBody } from "@nonstop/door/body";
import { refusal } from "@nonstop/door/refusal";
import { readAssetIndex } from "@nonstop/pieces/read-asset-index";
import { wholeNumber } from "@nonstop/door/whole-number";
import { routes } from "@nonstop/contract/routes";

/** 16 s of the whole ladder are about 18 MB. */
const MAX_CHUNK_BYTES = 40_000_000;
/** Chunks of a day. */
const MAX_CHUNK = 5400;
const JSON_TYPE = { "content-type": "application/json" };

/** The library's door. Ingest puts chunks, then the index. Playouts read both. */
export function assetRoutes(): Hono<Bound> {
  const app = new Hono<Bound>();
  app.use("/origin/v1/assets/:asset/*", originOnly("playout", "ingest"), async (c, next) => {
    if (AssetId.safeParse(c.req.param("asset")).success) return next();
    return refusal(400, "malformed", "asset: lower-case letters, digits and hyphens, 1 to 63 of them", {
      field: "asset",
    });
  });
  app.get(routes.assetIndex.pattern, async (c) => {
    const object = await c.env.MEDIA.get(assetIndexKey(c.req.param("asset")));
    return object === null ? noSuchFile() : new Response(object.body, { headers: JSON_TYPE });
  });

  app.get(routes.assetChunk.pattern, async (c) => {
    const { asset, file } = c.req.param();
    const chunk = chunkOfFile(file);
    if (chunk === undefined) return noSuchFile();
    const read = await readAssetIndex(c.env.MEDIA, asset);
    if (read.kind === "index" && read.index.source !== undefined)
      return chunkAnswer(c.env, read.index, chunk);
    return storedAnswer(c.env.MEDIA, assetChunkKey(asset, chunk));
  });

  // Whoever asks for the media of a certain mark gets that media or none, whatever the piece has become meanwhile.
  app.get(routes.markedChunk.pattern, async (c) => {
    const { asset, mark, file } = c.req.param();
    const chunk = chunkOfFile(file);
    if (chunk === undefined || !ChunkFolder.safeParse(mark).success) return noSuchFile();
    const read = await readAssetIndex(c.env.MEDIA, asset);
    if (read.kind === "index" && mediaMark(read.index.source) === mark)
      return chunkAnswer(c.env, read.index, chunk);
    return storedAnswer(c.env.MEDIA, assetChunkKey(asset, chunk, mark));
  });

  app.put(routes.assetIndex.pattern, originOnly("ingest"), async (c) => {
    const { asset } = c.req.param();
    const read = await jsonBody(c.req.raw, AssetIndex);
    if (read.kind === "refused") return read.answer;
    const index = read.body;
    if (index.asset !== asset)
      return refusal(400, "malformed", `body.asset: is ${index.asset}, not ${asset}`, {
        field: "body.asset",
      });
    const misfit = misfitOf(index, c.env);
    if (misfit !== undefined) return refusal(422, "not-house-format", misfit.reason, misfit.detail);
    const { source } = index;
    if (source !== undefined && source.kind !== "chunks")
      return refusal(400, "malformed", "body.source: ingest stores the chunks of what it brings", {
        field: "body.source",
      });
    const place = { asset, folder: source?.folder };
    const missing = await missingChunks(c.env.MEDIA, place, index.chunkCount);
    if (missing.length > 0) {
      return refusal(422, "chunks-missing", `Chunks are missing: ${missing.slice(0, 10).join(", ")}.`, {
        field: "body.chunkCount",
        cure: "Put every chunk before the index.",
      });
    }
    const bytes = new TextEncoder().encode(JSON.stringify(index));
    const known = await readAssetIndex(c.env.MEDIA, asset);
    // Media in a folder of its own takes the place of other media. What airs from that must not change under it.
    const takesPlace = known.kind === "index" && isOtherMedia(known.index, index);
    const channels = channelNames(c.env).map((name) => channelByName(c.env, name));
    if (takesPlace && (await Promise.all(channels.map((one) => one.airs(asset)))).includes(true))
      return refusal(409, "asset-on-air", `${asset} is on air, or will be within a minute.`, {
        field: "asset",
        cure: "Put the index again when it is off the air.",
      });
    const stored = await storeOnce(c.env.MEDIA, assetIndexKey(asset), bytes, "application/json", !takesPlace);
    if (stored === "differs") return immutable(asset);
    if (takesPlace) await Promise.all(channels.map((one) => one.pieceReplaced(asset)));
    return c.json({ asset }, stored === "stored" ? 201 : 200);
  });

  app.put(routes.assetChunk.pattern, originOnly("ingest"), async (c) => {
    const { asset, file } = c.req.param();
    return putChunk(c, { asset, folder: undefined }, file);
  });

  app.put(routes.markedChunk.pattern, originOnly("ingest"), async (c) => {
    const { asset, mark, file } = c.req.param();
    if (ChunkFolder.safeParse(mark).success) return putChunk(c, { asset, folder: mark }, file);
    return refusal(400, "malformed", "mark: lower-case letters, digits and hyphens, 1 to 63 of them", {
      field: "mark",
    });
  });
  return app;
}

async function putChunk(c: Context<Bound>, { asset, folder }: ChunkPlace, file: string): Promise<Response> {
  const chunk = chunkOfFile(file);
  if (chunk === undefined)
    return refusal(400, "malformed", "file: neither index.json nor {number}.chunk", { field: "file" });
  const bytes = await bodyWithin(c.req.raw, MAX_CHUNK_BYTES);
  if (bytes === undefined)
    return refusal(413, "too-large", `A chunk is at most ${MAX_CHUNK_BYTES} bytes.`, { field: "body" });
  const bundle = decodeBundle(bytes, AssetChunkHeader);
  if ("kind" in bundle) return refusal(400, "malformed", bundle.message, { field: "body" });
  // Media exists once an index names it. Until then a conform that starts anew may put other bytes. What lies in no folder stays as soon
  // as there is an index, for a span of it may outlive the file that replaced it.
  const read = await readAssetIndex(c.env.MEDIA, asset);
  const isNamed = read.kind === "index" ? isNamedBy(read.index, folder) : read.kind === "broken";
  const key = assetChunkKey(asset, chunk, folder);
  const stored = await storeOnce(c.env.MEDIA, key, bytes, BUNDLE_MEDIA_TYPE, isNamed);
  if (stored === "differs") return immutable(asset);
  return c.json({ asset, chunk }, stored === "stored" ? 201 : 200);
}

function isOtherMedia(known: AssetIndex, index: AssetIndex): boolean {
  const mark = mediaMark(index.source);
  return mark !== undefined && mark !== mediaMark(known.source);
}

function misfitOf(
  index: AssetIndex,
  env: Env,
): { reason: string; detail: { field: string; cure: string } } | undefined {
  const house = houseOf(env);
  const cure = `Conform it again to the house format ${house.format.name}.`;
  if (index.houseFormat !== house.format.name) {
    const reason = `The asset is in ${index.houseFormat}, the house in ${house.format.name}.`;
    return { reason, detail: { field: "body.houseFormat", cure } };
  }
  if (index.chunkCount !== Math.ceil(index.durationSeconds / index.chunkSeconds)) {
    const reason = `${index.durationSeconds} s do not make ${index.chunkCount} chunks.`;
    return { reason, detail: { field: "body.chunkCount", cure } };
  }
  const same = sameParameters(decodeParameters(index.parameters), house.parameters);
  if (same.same) return undefined;
  return { reason: same.reason, detail: { field: "body.parameters", cure } };
}

function chunkOfFile(file: string): number | undefined {
  return wholeNumber(/^(\d+)\.chunk$/.exec(file)?.[1], MAX_CHUNK);
}

function isNamedBy(index: AssetIndex, folder: ChunkFolder | undefined): boolean {
  return folder === undefined || mediaMark(index.source) === folder;
}

async function storedAnswer(bucket: R2Bucket, key: string): Promise<Response> {
  const object = await bucket.get(key);
  if (object === null) return noSuchFile();
  return new Response(object.body, { headers: { "content-type": BUNDLE_MEDIA_TYPE } });
}

function noSuchFile(): Response {
  return refusal(404, "no-such-file", "The library has no such file.", { field: "file" });
}

function immutable(asset: string): Response {
  return refusal(409, "immutable", `${asset} exists already, with other bytes.`, {
    field: "asset",
    cure: "Give the new recording a name of its own.",
  });
}
