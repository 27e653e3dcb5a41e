import type { AssetIndex } from "@nonstop/contract/asset";
import { BUNDLE_MEDIA_TYPE } from "@nonstop/contract/bundle";
import { clock } from "@nonstop/door/clock";
import { log } from "@nonstop/door/log";
import { refusal } from "@nonstop/door/refusal";
import { type PieceChunk, readPieceChunk } from "@nonstop/pieces/piece-chunk";
import type { Env } from "../env.ts";

/**
 * What this isolate holds at once of chunks that are put together: two of the whole ladder, or nine of 720p. It shares its memory with the
 * channel's object, which goes first.
 */
const MAX_HELD_BYTES = 48_000_000;
/** A chunk that nobody has fetched for so long is let go of. */
const MAX_FETCH_MS = 60_000;

let heldBytes = 0;

/** A chunk of a piece as an answer. It is put together where the piece's source says so, as long as there is memory for it. */
export async function chunkAnswer(env: Env, index: AssetIndex, chunk: number): Promise<Response> {
  const { source } = index;
  if (source === undefined || source.kind === "chunks")
    return answerOf(await readPieceChunk(env, index, chunk), () => undefined);
  const bytes = Math.ceil(index.byteLength / index.chunkCount);
  // One chunk is always let in: however large it is, it must be able to air.
  if (heldBytes > 0 && heldBytes + bytes > MAX_HELD_BYTES)
    return refusal(503, "busy", "As many chunks are being put together as there is memory for.", {
      cure: "Try again in a second.",
    });
  const release = hold(bytes);
  try {
    return answerOf(await readPieceChunk(env, index, chunk), release);
  } catch (error) {
    release();
    log("chunk-unreadable", { asset: index.asset, chunk, why: String(error) });
    return refusal(503, "busy", "The chunk's media cannot be read now.", { cure: "Try again in a second." });
  }
}

function answerOf(chunk: PieceChunk, release: () => void): Response {
  const headers = { "content-type": BUNDLE_MEDIA_TYPE };
  switch (chunk.kind) {
    case "stored":
      return new Response(chunk.body, { headers });
    case "put-together":
      return new Response(streamOf(chunk.runs(), release), { headers });
    case "absent":
    default:
      release();
      return refusal(404, "no-such-file", `The library has no such chunk: ${chunk.reason}.`, {
        field: "file",
      });
  }
}

/** Counts bytes as held until the returned function is called, or nobody has for long. */
function hold(bytes: number): () => void {
  heldBytes += bytes;
  let isHeld = true;
  const release = (): void => {
    if (isHeld) heldBytes -= bytes;
    isHeld = false;
    cancel();
  };
  const cancel = clock.wakeAt(clock.nowMs() + MAX_FETCH_MS, release);
  return release;
}

function streamOf(runs: Iterable<Uint8Array>, release: () => void): ReadableStream<Uint8Array> {
  const left = runs[Symbol.iterator]();
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = left.next();
      if (next.done === true) {
        release();
        controller.close();
      } else controller.enqueue(next.value);
    },
    cancel: release,
  });
}
