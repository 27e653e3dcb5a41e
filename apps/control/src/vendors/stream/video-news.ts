import { PieceTag } from "@nonstop/contract/library";
import { present } from "@nonstop/contract/present";
import { z } from "zod";
import { plainLine } from "../../schedule/events/plain-line.ts";
import type { VideoNews } from "../../schedule/videos/video.ts";

const Code = z
  .string()
  .regex(/^[A-Z_]{1,60}$/)
  .optional()
  .catch(undefined);

/** Cloudflare's video object as far as we use it; its documents spell the reason of a failure in two ways. */
const Video = z.object({
  uid: z.string().regex(/^[0-9a-f]{32}$/, "must be 32 hex digits"),
  readyToStream: z.boolean().default(false),
  requireSignedURLs: z.boolean().default(false),
  liveInput: z.string().optional().catch(undefined),
  meta: z.looseObject({ name: z.string().optional().catch(undefined) }).catch({}),
  status: z.object({ state: z.string(), errorReasonCode: Code, errReasonCode: Code }),
});

const WHY: Readonly<Record<string, string>> = {
  ERR_NON_VIDEO: "it is not a video",
  ERR_DURATION_EXCEED_CONSTRAINT: "it is longer than was allowed for this upload",
  ERR_FETCH_ORIGIN_ERROR: "it could not be fetched from its address",
  ERR_MALFORMED_VIDEO: "the file is damaged",
  ERR_DURATION_TOO_SHORT: "it is too short",
};
const MAX_TITLE = 200;
const MAX_TAGS = 40;
/** The name of an uploaded file is its title, and viewers need not know in which container it came. */
const FILE_ENDING = /\.(mp4|m4v|mov|mkv|webm|avi|mpe?g|mxf|ts|flv)$/i;

/** Reads the body of a webhook, or an entry of the list of videos. */
export function readVideoNews(
  value: unknown,
):
  | { kind: "news"; news: VideoNews }
  | { kind: "nothing"; why: string }
  | { kind: "malformed"; field: string; message: string } {
  const parsed = Video.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.map(String).join(".") || "body";
    return { kind: "malformed", field, message: `${field}: ${issue?.message ?? "invalid"}` };
  }
  const { uid, meta, status, readyToStream, requireSignedURLs: signed, liveInput } = parsed.data;
  const named = plainLine((meta.name ?? "").replace(FILE_ENDING, ""), MAX_TITLE);
  const title = named === "" ? `Recording ${uid.slice(0, 8)}` : named;
  const base = { uid, title, signed, ...tagsOf(meta), ...present({ input: liveInput }) };
  if (status.state === "error") {
    const code = status.errorReasonCode ?? status.errReasonCode ?? "ERR_UNKNOWN";
    const why = (Object.hasOwn(WHY, code) ? WHY[code] : undefined) ?? `it says ${code}`;
    return { kind: "news", news: { ...base, state: "failed", why } };
  }
  if (status.state !== "ready" || !readyToStream) return { kind: "nothing", why: "It is not ready yet." };
  return { kind: "news", news: { ...base, state: "ready" } };
}

const Tags = z.array(PieceTag.optional().catch(undefined));
const YES: readonly unknown[] = [true, 1, "1", "true", "yes"];

/** What stands in `meta.tags`, a list or a text with commas; and by which names the owner marked it, as `meta.nonstop=1` does. */
function tagsOf({ name: _name, tags, ...others }: Readonly<Record<string, unknown>>): {
  tags: string[];
  marks: string[];
} {
  const listed = typeof tags === "string" ? tags.split(",") : tags;
  const known = Tags.safeParse(listed).data ?? [];
  const marked = Object.keys(others).filter((key) => YES.includes(others[key]));
  return {
    tags: known.flatMap((tag) => tag ?? []).slice(0, MAX_TAGS),
    marks: marked.map((key) => key.toLowerCase()),
  };
}
