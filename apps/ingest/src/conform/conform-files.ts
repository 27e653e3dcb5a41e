import { ASSET_CHUNK_SECONDS, type AssetIndex, type DecoderParameters } from "@nonstop/contract/asset";
import type { HouseFormat } from "@nonstop/contract/house-format";
import { type Parameters, sameParameters } from "@nonstop/media/parameters";
import { encodeParameters } from "@nonstop/media/parameters-base64";
import { RoomSplitter } from "@nonstop/media/split";
import { messageOf } from "@nonstop/telemetry/log";
import type { EdgeClient } from "../edge/edge-client.ts";
import type { FfmpegRun } from "../ffmpeg/run-ffmpeg.ts";
import { AssetChunker } from "./asset-chunker.ts";
import { type ConformPart, conformFfmpeg, SHIFT } from "./conform-ffmpeg.ts";
import { lengthOf, partOf } from "./file-timeline.ts";
import { OVERHANG_SECONDS, probeFile, stoodStill } from "./probe-file.ts";
import type { SourceFile } from "./source-file.ts";

export type ConformAnswer = { kind: "conformed"; index: AssetIndex } | ConformFailure;
/** `mayPass`: the file is not to blame, and conforming it later may work. */
type ConformFailure = { kind: "failed"; problem: string; mayPass: boolean };

export type ConformOrder = {
  asset: string;
  title: string;
  filler: boolean;
  /** Files that are joined in this order. */
  files: readonly SourceFile[];
  digest: string;
  /** The folder of its chunks, where it takes the place of another file of this name. */
  folder: string | undefined;
  ffmpeg: string;
  ffprobe: string;
  format: HouseFormat;
  edge: EdgeClient;
  /** Decoder parameters of the house format, if known. A piece that differs could never be aired. */
  reference: Parameters | undefined;
  onLength: (seconds: number) => void;
  /** 0..1 of the source's duration. */
  onProgress: (share: number) => void;
  /** Called with the running ffmpeg, so that it can be ended when the process stops. */
  onRun: (run: FfmpegRun) => void;
  /** How long ffprobe or ffmpeg may give nothing before it is ended. */
  stallMs: number;
};

const DAY_SECONDS = 86_400;

/** Brings files into the house format and stores their chunks as they are made. Answers the index, which is put last. */
export async function conformFiles(order: ConformOrder): Promise<ConformAnswer> {
  const probed = await probeAll(order);
  if (probed.kind === "failed") return probed;
  const { parts, durationSeconds } = probed;
  order.onLength(durationSeconds);
  const run = conformFfmpeg(parts, { ...order, durationSeconds });
  order.onRun(run);
  const stored = await storeChunks(order, run, durationSeconds);
  run.kill();
  await run.exit;
  if (stored.kind === "failed") return stored;
  const { folder } = order;
  const chapters = chaptersOf(order.files, parts);
  const index: AssetIndex = {
    asset: order.asset,
    title: order.title,
    durationSeconds,
    houseFormat: order.format.name,
    parameters: stored.parameters,
    chunkSeconds: ASSET_CHUNK_SECONDS,
    chunkCount: Math.ceil(durationSeconds / ASSET_CHUNK_SECONDS),
    byteLength: stored.byteLength,
    ...(folder === undefined ? {} : { source: { kind: "chunks", folder } }),
    filler: order.filler,
    ...(chapters.length === 0 ? {} : { chapters }),
    digest: order.digest,
  };
  return { kind: "conformed", index };
}

/** What of each file is shown, and how long that is in all. */
async function probeAll(
  order: ConformOrder,
): Promise<{ kind: "probed"; parts: ConformPart[]; durationSeconds: number } | ConformFailure> {
  const parts: ConformPart[] = [];
  for (const { path, from = 0, to = Infinity } of order.files) {
    const probed = await probeFile(order, path);
    if (probed.kind === "not-media") return failed(`${order.asset}: ${probed.problem}`);
    const { file } = probed;
    const isWhole = from === 0 && to === Infinity;
    const shown = isWhole ? file.shown : partOf(file.shown, from, to);
    if (shown.pieces.length > 0) parts.push({ path, file: { ...file, shown } });
  }
  const seconds = parts.reduce((sum, { file }) => sum + lengthOf(file.shown.pieces), 0) - OVERHANG_SECONDS;
  if (!(seconds > 0)) return failed(`${order.asset}: nothing of it lies in the time that is to be shown`);
  if (seconds > DAY_SECONDS) return failed(`${order.asset}: longer than a day; send it in parts`);
  return { kind: "probed", parts, durationSeconds: Math.max(1, Math.ceil(seconds)) };
}

// Of a film that was cut or joined nobody has said where its chapters are.
function chaptersOf(files: readonly SourceFile[], parts: readonly ConformPart[]): number[] {
  const [file] = files;
  const isWhole = files.length === 1 && (file?.from ?? 0) === 0 && (file?.to ?? Infinity) === Infinity;
  return isWhole ? (parts[0]?.file.chapters ?? []) : [];
}

function failed(problem: string, mayPass = false): ConformFailure {
  return { kind: "failed", problem, mayPass };
}

async function storeChunks(
  order: ConformOrder,
  run: FfmpegRun,
  durationSeconds: number,
): Promise<{ kind: "stored"; parameters: DecoderParameters; byteLength: number } | ConformFailure> {
  const splitter = new RoomSplitter({
    videoRenditions: order.format.video.map((rung) => rung.id),
    epochSecond: -SHIFT,
  });
  let parameters: DecoderParameters | undefined;
  let chunker: AssetChunker | undefined;
  let next = 0;
  let byteLength = 0;
  try {
    for await (const bytes of withEnd(unstalled(run.output, order.stallMs))) {
      for (const event of bytes === undefined ? splitter.end() : splitter.push(bytes)) {
        if (event.kind === "parameters") {
          const fits =
            order.reference === undefined ? undefined : sameParameters(event.parameters, order.reference);
          if (fits?.same === false)
            return failed(`${order.asset}: does not fit the house format: ${fits.reason}`);
          parameters = encodeParameters(event.parameters);
          chunker = new AssetChunker({ asset: order.asset, durationSeconds, parameters });
          continue;
        }
        if (event.second > durationSeconds) continue;
        if (event.kind === "broken-second" || event.second !== next) {
          const reason =
            event.kind === "broken-second" ? event.reason : `second ${event.second} came instead`;
          const cure = "If the size or sound changes there, export it again in one format";
          return failed(`${order.asset}: second ${next} could not be made whole (${reason}). ${cure}`);
        }
        next++;
        order.onProgress(Math.min(1, next / durationSeconds));
        const chunk = chunker?.add(event.second, event.fragments);
        if (chunk === undefined) continue;
        byteLength += chunk.body.byteLength;
        const put = await order.edge.putChunk({ ...order, chunk: chunk.chunk }, chunk.body);
        if (put.kind === "failed") return failed(`${order.asset}: ${put.problem}`, put.mayPass);
      }
    }
  } catch (error) {
    return failed(`${order.asset}: ${messageOf(error)}`);
  }
  if (parameters !== undefined && next > durationSeconds) return { kind: "stored", parameters, byteLength };
  const exit = await run.exit;
  const reason = exit.kind === "failed" ? (exit.lines.at(-1) ?? exit.reason) : `it ended at second ${next}`;
  return failed(`${order.asset}: could not be decoded: ${reason}`);
}

/** Passes on what comes. Throws when nothing has come for `stallMs`; the time that the reader needs does not count. */
async function* unstalled(output: AsyncIterable<Uint8Array>, stallMs: number): AsyncGenerator<Uint8Array> {
  const parts = output[Symbol.asyncIterator]();
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const stall = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(stoodStill(stallMs))), stallMs);
    });
    const part = await Promise.race([parts.next(), stall]).finally(() => clearTimeout(timer));
    if (part.done === true) return;
    yield part.value;
  }
}

async function* withEnd(output: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | undefined> {
  yield* output;
  yield undefined;
}
