import { ASSET_CHUNK_SECONDS, type AssetIndex, type DecoderParameters } from "@nonstop/contract/asset";
import type { HouseFormat } from "@nonstop/contract/house-format";
import { type Parameters, sameParameters } from "@nonstop/media/parameters";
import { encodeParameters } from "@nonstop/media/parameters-base64";
import { RoomSplitter } from "@nonstop/media/split";
import { messageOf } from "@nonstop/telemetry/log";
import type { EdgeClient } from "../edge/edge-client.ts";
import { houseOutput, latticeFilters } from "../ffmpeg/house-command.ts";
import { type FfmpegRun, runFfmpeg } from "../ffmpeg/run-ffmpeg.ts";
import { AssetChunker } from "./asset-chunker.ts";
import { piecesFilter } from "./file-timeline.ts";
import { pictureFilters } from "./picture-filters.ts";
import { type ProbedFile, probeFile, SAFE_INPUT, stoodStill } from "./probe-file.ts";

export type ConformAnswer = { kind: "ready"; durationSeconds: number } | ConformFailure;
/** `mayPass`: the file is not to blame, and conforming it later may work. */
type ConformFailure = { kind: "failed"; problem: string; mayPass: boolean };

export type ConformOrder = {
  asset: string;
  title: string;
  filler: boolean;
  path: string;
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

/** The input is moved here, so that the AAC priming does not lie before zero; the splitter moves it back. */
const SHIFT = 8;
/** Otherwise a picture of another size would start all filters again, at their first second. */
const KEEP_FILTERS = ["-reinit_filter:v", "0"];
/** A picture that stands for an hour is encoded at its end, when all sound of the hour is there already. */
const WAIT_FOR_PICTURES = "-max_interleave_delta 0 -max_muxing_queue_size 1000000".split(" ");
/** Live rooms come first. */
const NICENESS = 19;

/** Brings a file into the house format and into the library: chunks as they are made, the index last. */
export async function conformFile(order: ConformOrder): Promise<ConformAnswer> {
  const probed = await probeFile(order, order.path);
  if (probed.kind === "not-media") return failed(`${order.asset}: ${probed.problem}`);
  const durationSeconds = Math.max(1, Math.ceil(probed.file.lengthSeconds));
  order.onLength(durationSeconds);
  const run = startFfmpeg(order, probed.file, durationSeconds);
  order.onRun(run);
  const stored = await storeChunks(order, run, durationSeconds);
  run.kill();
  await run.exit;
  if (stored.kind === "failed") return stored;
  const index: AssetIndex = {
    asset: order.asset,
    title: order.title,
    durationSeconds,
    houseFormat: order.format.name,
    parameters: stored.parameters,
    chunkSeconds: ASSET_CHUNK_SECONDS,
    chunkCount: Math.ceil(durationSeconds / ASSET_CHUNK_SECONDS),
    byteLength: stored.byteLength,
    filler: order.filler,
  };
  const put = await order.edge.putIndex(order.asset, index);
  return put.kind === "failed"
    ? failed(`${order.asset}: ${put.problem}`, put.mayPass)
    : { kind: "ready", durationSeconds };
}

function failed(problem: string, mayPass = false): ConformFailure {
  return { kind: "failed", problem, mayPass };
}

function startFfmpeg(order: ConformOrder, file: ProbedFile, durationSeconds: number): FfmpegRun {
  // One second more than the asset has: its last AAC frames come from there.
  const end = SHIFT + durationSeconds + 1;
  const shift = ["-itsoffset", String(SHIFT)];
  const { video, audio } = file;
  const mended = piecesFilter(file.shown, SHIFT);
  const lattice = latticeFilters(order.format, {
    video: `[0:${video.index}]`,
    audio: audio === undefined ? "[1:a:0]" : `[0:${audio.index}]`,
    second: SHIFT,
    beforeVideo: [mended?.video, pictureFilters(video, order.format)].filter(Boolean).join(","),
    ...(audio === undefined || mended === undefined ? {} : { beforeAudio: mended.audio }),
    afterVideo: `tpad=stop=-1:stop_mode=clone,trim=end=${end}`,
    afterAudio: `apad,atrim=end=${end + 0.2}`,
  });
  const silence = { source: "anullsrc=r=48000:cl=stereo", options: [...shift, "-f", "lavfi"] };
  return runFfmpeg({
    program: order.ffmpeg,
    inputs: [
      { source: order.path, options: [...shift, ...SAFE_INPUT, ...KEEP_FILTERS] },
      ...(audio === undefined ? [silence] : []),
    ],
    filterGraph: lattice.graph,
    output: [...houseOutput(order.format, lattice.labels), ...WAIT_FOR_PICTURES],
    niceness: NICENESS,
  });
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
        const put = await order.edge.putChunk(order.asset, chunk.chunk, chunk.body);
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
