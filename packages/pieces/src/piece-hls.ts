import type { AssetIndex } from "@nonstop/contract/asset";
import {
  type AiredFormat,
  HOUSE_FORMAT_NAMES,
  HOUSE_FORMATS,
  renditionIds,
} from "@nonstop/contract/house-format";
import { mediaType } from "@nonstop/contract/media-keys";
import { refusal } from "@nonstop/door/refusal";
import { houseOfVersion } from "@nonstop/house/house-of-version";
import { audioInitSegment, videoInitSegment } from "@nonstop/media/init-segment";
import { multivariantPlaylist } from "@nonstop/media/multivariant-playlist";
import { videoCodec } from "@nonstop/media/parameters";
import { decodeParameters } from "@nonstop/media/parameters-base64";
import { piecePlaylist, pieceSegment } from "@nonstop/media/piece-playlist";
import type { PastEnv } from "./read-past.ts";
import { readPieceSeconds } from "./read-seconds.ts";

/** Files of a piece as plain HLS: `index.m3u8`, and below it `{rendition}/` with `index.m3u8`, `init.mp4` and `{n}.m4s`. */
const FILE = /^(?:([a-z0-9]+)\/)?(?:(index\.m3u8)|(init\.mp4)|(\d{1,6})\.m4s)$/;

/**
 * One file of a piece as plain HLS, on its own clock from 0, wherever the piece's media lies. `prefix` stands before the names of renditions. `cacheControl` is of playlists and media alike,
 * for a piece may become another one under the same name. Rejects when R2 or the channel does not answer.
 */
export async function pieceHls(
  env: PastEnv,
  index: AssetIndex,
  o: { path: string; cacheControl: string; prefix?: string },
): Promise<Response> {
  const [isFile, rendition, isPlaylist, isInit, segment] = FILE.exec(o.path) ?? [];
  const format = await formatOf(env, index);
  if (isFile === undefined || format === undefined) return noSuchFile();
  const answer = (body: BodyInit, type: string): Response =>
    new Response(body, { headers: { "content-type": type, "cache-control": o.cacheControl } });
  const playlist = (text: string): Response => answer(text, "application/vnd.apple.mpegurl");
  const parameters = decodeParameters(index.parameters);
  if (rendition === undefined)
    return isPlaylist === undefined ? noSuchFile() : playlist(multivariantOf(format, index, o.prefix ?? ""));
  if (!renditionIds(format).includes(rendition)) return noSuchFile();
  const audio = rendition === format.audio.id;
  if (isPlaylist !== undefined)
    return playlist(piecePlaylist({ audio, durationSeconds: index.durationSeconds }));
  if (isInit !== undefined) {
    const video = parameters.video[rendition];
    const init = audio ? audioInitSegment(parameters.audio) : video && videoInitSegment(video);
    return init === undefined ? noSuchFile() : answer(init, mediaType(rendition));
  }
  const seconds = pieceSegment(Number(segment), index.durationSeconds);
  const media = seconds.from < seconds.to && (await readPieceSeconds(env, index, rendition, seconds));
  return media ? answer(media, mediaType(rendition)) : noSuchFile();
}

/** The house format that a piece is in, whether or not it is the one of today. */
async function formatOf(env: PastEnv, { houseFormat, source }: AssetIndex): Promise<AiredFormat | undefined> {
  if (source?.kind === "past") return (await houseOfVersion(env, source.version))?.format;
  const name = HOUSE_FORMAT_NAMES.find((one) => one === houseFormat);
  return name && HOUSE_FORMATS[name];
}

function multivariantOf(format: AiredFormat, index: AssetIndex, prefix: string): string {
  const { video } = decodeParameters(index.parameters);
  const rungs = format.video.flatMap((rung) => {
    const parameters = video[rung.id];
    return parameters === undefined ? [] : [{ ...rung, codec: videoCodec(parameters) }];
  });
  return multivariantPlaylist({ video: rungs, audio: format.audio, language: "en", prefix });
}

function noSuchFile(): Response {
  return refusal(404, "no-preview", "The piece has no such file.", { cure: "Read its index.m3u8." });
}
