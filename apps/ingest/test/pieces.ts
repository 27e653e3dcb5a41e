import { execFile, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { AssetIndex } from "@nonstop/contract/asset";
import { ConformJob } from "@nonstop/contract/conform";
import { assetSecond } from "@nonstop/media/asset-chunk";
import { checkFragments } from "@nonstop/media/house-check";
import { audioInitSegment, videoInitSegment } from "@nonstop/media/init-segment";
import { decodeParameters } from "@nonstop/media/parameters-base64";
import { expect } from "vitest";
import { readChunk, type TestStation } from "./station.ts";

/** Makes a file with ffmpeg. */
export async function makeFile(
  station: TestStation,
  name: string,
  options: readonly string[],
): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(station.folder, name);
  await promisify(execFile)("ffmpeg", ["-v", "error", "-y", ...options, path]);
  return new Uint8Array(await readFile(path));
}

/** Sends a file to ingest. Resolves with its job when that is done. */
export async function conformAt(
  station: TestStation,
  asset: string,
  file: Uint8Array<ArrayBuffer>,
): Promise<ConformJob> {
  const answer = await station.put(`/library/${asset}?title=A%20piece&filler=true`, file);
  expect(answer.status).toBe(202);
  const { job } = ConformJob.parse(await answer.json());
  return station.untilDone(job);
}

/** Every second of an asset as it would air from `start` on, checked: its picture and its sound. */
export function airedFrom(
  station: TestStation,
  asset: string,
  start: number,
): { index: AssetIndex; video: Buffer; audio: Buffer } {
  const at = (file: string): Uint8Array => station.edge.stored.get(`${asset}/${file}`) ?? new Uint8Array();
  const index = AssetIndex.parse(JSON.parse(new TextDecoder().decode(at("index.json"))));
  const parameters = decodeParameters(index.parameters);
  const { source } = index;
  const folder = source?.kind === "chunks" ? `${source.folder}/` : "";
  const { v360 } = parameters.video;
  if (v360 === undefined) throw new Error(`${asset} has no v360`);
  const video: Uint8Array[] = [videoInitSegment(v360)];
  const audio: Uint8Array[] = [audioInitSegment(parameters.audio)];
  for (let second = 0; second < index.durationSeconds; second++) {
    const chunk = readChunk(at(`${folder}${Math.floor(second / index.chunkSeconds)}.chunk`));
    const fragments = assetSecond(chunk.header, chunk.parts, {
      assetSecond: second,
      channelSecond: start + second,
    });
    expect(checkFragments(fragments, start + second, ["v360"])).toEqual({ kind: "ok" });
    video.push(fragments["v360"] ?? new Uint8Array());
    audio.push(fragments["audio"] ?? new Uint8Array());
  }
  return { index, video: Buffer.concat(video), audio: Buffer.concat(audio) };
}

/** The luma of each picture, 16 to 235: of its left edge, its middle and its right edge. */
export async function greysOf(video: Buffer): Promise<[left: number, middle: number, right: number][]> {
  const columns = 10;
  const bytes = await decode(video, [
    "-vf",
    `scale=${columns}:2:flags=area,format=yuv420p`,
    "-f",
    "rawvideo",
  ]);
  const size = columns * 3;
  return Array.from({ length: bytes.length / size }, (_, i) => {
    const at = i * size;
    return [bytes[at] ?? -1, bytes[at + columns / 2] ?? -1, bytes[at + columns - 1] ?? -1];
  });
}

/** The greatest sample of the sound, 0 to 1. */
export async function peakOf(audio: Buffer): Promise<number> {
  const bytes = await decode(audio, ["-f", "s16le", "-ac", "1"]);
  let peak = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) peak = Math.max(peak, Math.abs(bytes.readInt16LE(at)));
  return peak / 32_768;
}

async function decode(media: Buffer, output: readonly string[]): Promise<Buffer> {
  const child = spawn("ffmpeg", ["-v", "error", "-i", "pipe:0", ...output, "pipe:1"], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  child.stdin.on("error", () => {});
  child.stdin.end(media);
  const parts: Buffer[] = [];
  for await (const part of child.stdout) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}
