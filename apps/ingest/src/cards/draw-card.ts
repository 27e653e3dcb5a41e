import { createWriteStream } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import type { HouseFormat } from "@nonstop/contract/house-format";
import type { PromoCard } from "@nonstop/contract/promo-card";
import { runFfmpeg } from "../ffmpeg/run-ffmpeg.ts";
import { slateSound } from "../slate/slate-sound.ts";
import { CARD_SECONDS, cardScript, GROUND } from "./card-script.ts";

/** `mayPass`: the card is not to blame, and drawing it later may work. */
export type DrawAnswer = { kind: "drawn" } | { kind: "failed"; problem: string; mayPass: boolean };

const FONTS = dirname(
  fileURLToPath(import.meta.resolve("@fontsource/archivo/files/archivo-latin-800-normal.woff")),
);
/** Live rooms come first, and whatever people have sent. */
const NICENESS = 19;
/** A card takes seconds; an ffmpeg that hangs is not waited for. */
const PATIENCE_MS = 180_000;
/** What libass says of a letter that no font here has: it would draw a box. */
const NO_GLYPH = /failed to find any fallback|Glyph 0x[0-9A-F]+ not found in font/i;
const NO_LIBASS = /No such filter: '?ass/;

/** Draws the film of a promo into a file, nearly without loss: it is conformed like any other. */
export async function drawCard(
  card: PromoCard,
  o: { ffmpeg: string; format: HouseFormat; path: string; signal: AbortSignal },
): Promise<DrawAnswer> {
  const script = `${o.path}.ass`;
  try {
    await writeFile(script, cardScript(card));
    return await draw(script, o);
  } catch {
    return failed("its film could not be written to the disk", true);
  } finally {
    await rm(script, { force: true });
  }
}

async function draw(script: string, o: Parameters<typeof drawCard>[1]): Promise<DrawAnswer> {
  const width = Math.max(...o.format.video.map((rung) => rung.width));
  const height = Math.max(...o.format.video.map((rung) => rung.height));
  let lacksLetters = false;
  const run = runFfmpeg(
    {
      program: o.ffmpeg,
      inputs: [
        {
          source: `color=${GROUND.replace("#", "0x")}:s=${width}x${height}:r=30:d=${CARD_SECONDS}`,
          options: ["-f", "lavfi"],
        },
        { source: slateSound(CARD_SECONDS), options: ["-f", "lavfi"] },
      ],
      filterGraph:
        `[0:v]format=gbrp,ass=filename=${inFilter(script)}:fontsdir=${inFilter(FONTS)}:shaping=complex,` +
        `scale=out_color_matrix=bt709:out_range=tv,format=yuv420p[picture];` +
        `[1:a]afade=t=in:d=0.6,afade=t=out:st=${CARD_SECONDS - 1.5}:d=1.5[sound]`,
      output: [
        ..."-map [picture] -map [sound] -c:v libx264 -preset veryfast -crf 8 -c:a pcm_s16le".split(" "),
        ..."-color_primaries bt709 -color_trc bt709 -colorspace bt709 -color_range tv -f matroska".split(" "),
      ],
      niceness: NICENESS,
    },
    (line) => {
      if (!NO_GLYPH.test(line)) return false;
      lacksLetters = true;
      run.kill();
      return true;
    },
  );
  const end = AbortSignal.any([o.signal, AbortSignal.timeout(PATIENCE_MS)]);
  const kill = (): void => run.kill();
  end.addEventListener("abort", kill, { once: true });
  if (end.aborted) kill();
  try {
    await pipeline(Readable.from(run.output), createWriteStream(o.path));
  } finally {
    run.kill();
    end.removeEventListener("abort", kill);
  }
  const exit = await run.exit;
  if (o.signal.aborted) return failed("it was given up", true);
  if (lacksLetters) return failed("ingest has no font for some letters of its card", false);
  if (exit.kind === "ended") return { kind: "drawn" };
  const lines = exit.kind === "failed" ? exit.lines : [];
  if (lines.some((line) => NO_LIBASS.test(line)))
    return failed("the ffmpeg of ingest was built without libass, which draws the words", false);
  return failed(`its film could not be drawn: ${lines.at(-1) ?? "ffmpeg stood still"}`, true);
}

function failed(problem: string, mayPass: boolean): DrawAnswer {
  return { kind: "failed", problem, mayPass };
}

/** A path as an option of a filter in a graph: read twice, it is escaped twice. */
function inFilter(path: string): string {
  return path.replaceAll(/[\\':]/g, "\\$&").replaceAll(/[\\'[\],;]/g, "\\$&");
}
