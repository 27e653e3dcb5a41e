import { z } from "zod";

/** A stream of a file, as ffprobe tells of it. */
export const FileStream = z.object({
  index: z.int(),
  codec_type: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  pix_fmt: z.string().optional(),
  color_space: z.string().optional(),
  color_primaries: z.string().optional(),
  color_transfer: z.string().optional(),
  color_range: z.string().optional(),
  sample_rate: z.string().optional(),
  disposition: z.record(z.string(), z.int()).optional(),
  tags: z.record(z.string(), z.unknown()).optional(),
  side_data_list: z.array(z.looseObject({ rotation: z.number().optional() })).optional(),
});
export type FileStream = z.infer<typeof FileStream>;

/** Sound for a few: it stands beside the sound of the film, not in its place. */
const BESIDE = ["visual_impaired", "hearing_impaired", "descriptions", "comment", "karaoke", "clean_effects"];
/** What such a track is called where nothing marks it. */
const BESIDE_NAMES =
  /audio.?descri|described|descriptive|visually impaired|commentary|\bAD\b|audiodeskription|hörfilm|audiodescri/i;
/** The channel's language, in ISO 639. */
const LANGUAGES = new Set(["en", "eng"]);

/** The moving picture that is shown: the default one, else the first. A cover is none. */
export function chooseVideo(streams: readonly FileStream[]): FileStream | undefined {
  const moving = streams.filter(
    (stream) =>
      stream.codec_type === "video" &&
      (stream.width ?? 0) > 0 &&
      !isMarked(stream, "attached_pic") &&
      !isMarked(stream, "timed_thumbnails"),
  );
  return moving.find((stream) => isMarked(stream, "default")) ?? moving[0];
}

/**
 * The sound that is heard: never an audio description or a commentary while there is another; then the default one, then one
 * in the channel's language, then the first.
 */
export function chooseAudio(streams: readonly FileStream[]): FileStream | undefined {
  const heard = streams.filter(
    (stream) =>
      stream.codec_type === "audio" && stream.sample_rate !== undefined && stream.sample_rate !== "0",
  );
  const rank = (stream: FileStream): number =>
    (isBeside(stream) ? 4 : 0) +
    (isMarked(stream, "default") ? 0 : 2) +
    (LANGUAGES.has(tag(stream, "language").toLowerCase()) ? 0 : 1);
  return heard.toSorted((a, b) => rank(a) - rank(b))[0];
}

function isBeside(stream: FileStream): boolean {
  return (
    BESIDE.some((name) => isMarked(stream, name)) ||
    BESIDE_NAMES.test(`${tag(stream, "title")} ${tag(stream, "handler_name")}`)
  );
}

function isMarked({ disposition }: FileStream, name: string): boolean {
  return disposition?.[name] === 1;
}

function tag({ tags }: FileStream, name: string): string {
  const value = tags?.[name] ?? tags?.[name.toUpperCase()];
  return typeof value === "string" ? value : "";
}
