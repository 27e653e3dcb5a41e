import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { encodeBundle } from "@nonstop/contract/bundle";
import type { AssetChunkHeader } from "@nonstop/contract/asset";
import { HOUSE_FORMAT_NAMES, HOUSE_FORMATS, type HouseFormat } from "@nonstop/contract/house-format";
import { packAssetChunk } from "@nonstop/media/asset-chunk";
import { moveVideoFragment, readFragment } from "@nonstop/media/fragment";
import { LATTICE_PERIOD_FRAMES, LATTICE_PERIOD_SECONDS } from "@nonstop/media/lattice";
import { RoomSplitter, type SplitEvent } from "@nonstop/media/split";
import { houseOutput, latticeFilters } from "../ffmpeg/house-command.ts";
import { runFfmpeg } from "../ffmpeg/run-ffmpeg.ts";
import { encodeParameters } from "@nonstop/media/parameters-base64";
import { type SlateLayer, slatePage } from "./slate-page.ts";
import { slateSound } from "./slate-sound.ts";

/**
 * Makes packages/house/slate/{720p,360p,ladder}.bin: the page rendered by Chromium, moved by ffmpeg, encoded in the house
 * format, cut to 8 s out of the middle of 17 so that neither track shows a beginning. Run by hand when the slate changes.
 */
const CHROMIUM = process.env["CHROMIUM"] ?? "chromium";
const FFMPEG = process.env["FFMPEG"] ?? "ffmpeg";
const FOLDER = new URL("../../../../packages/house/slate/", import.meta.url);
const LAYERS: readonly SlateLayer[] = ["base", "lit", "light"];
/** The input is moved here, so that no AAC priming lies before zero. */
const START = LATTICE_PERIOD_SECONDS;
const LENGTH = 2 * LATTICE_PERIOD_SECONDS + 1;
const CUT = START + LATTICE_PERIOD_SECONDS;
/** Still and dark: a third of the room's rate is plenty, a quarter where four rungs share a file. */
const RATE_SHARE = { "720p": 0.3, "360p": 0.6, ladder: 0.14 } as const;

async function renderLayers(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const layer of LAYERS) {
    const page = join(folder, `${layer}.html`);
    const picture = join(folder, `${layer}.png`);
    await writeFile(page, slatePage(layer));
    const options =
      "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking " +
      "--disable-component-update --disable-sync --hide-scrollbars --window-size=1920,1080";
    await promisify(execFile)(CHROMIUM, [
      ...options.split(" "),
      `--user-data-dir=${join(folder, "profile")}`,
      `--screenshot=${picture}`,
      `file://${page}`,
    ]);
    paths.push(picture);
  }
  return paths;
}

async function encode(format: HouseFormat, pictures: readonly string[]): Promise<SplitEvent[]> {
  const still = (input: number): string => `[${input}:v]format=gbrp,loop=loop=-1:size=1,setpts=N/30/TB`;
  const lattice = latticeFilters(format, { video: "[picture]", audio: "[sound]", second: START });
  const graph = [
    `${still(0)}[base];${still(1)}[lit];${still(2)},scroll=h=-1/240[light]`,
    `[base][lit][light]maskedmerge,trim=end=${LENGTH},scale=out_color_matrix=bt709:out_range=tv,format=yuv444p,` +
      `settb=1/30,setpts=N+${30 * START}[picture]`,
    `[3:a]asetpts=PTS+${START}/TB[sound]`,
    lattice.graph,
  ].join(";");
  const share = RATE_SHARE[format.name];
  const run = runFfmpeg({
    program: FFMPEG,
    inputs: [
      ...pictures.map((source) => ({ source, options: ["-framerate", "30"] })),
      { source: slateSound(LENGTH), options: ["-f", "lavfi"] },
    ],
    filterGraph: graph,
    output: houseOutput(
      format,
      lattice.labels,
      format.video.map((rung) => Math.round(rung.bitsPerSecond * share)),
    ),
  });
  const splitter = new RoomSplitter({ videoRenditions: format.video.map((rung) => rung.id), epochSecond: 0 });
  const events: SplitEvent[] = [];
  for await (const bytes of run.output) events.push(...splitter.push(bytes));
  events.push(...splitter.end());
  const exit = await run.exit;
  if (exit.kind === "failed") throw new Error(`${exit.reason}\n${exit.lines.join("\n")}`);
  return events;
}

function pack(format: HouseFormat, events: readonly SplitEvent[]): Uint8Array {
  const parameters = events.find((event) => event.kind === "parameters");
  if (parameters === undefined) throw new Error("ffmpeg wrote no parameters");
  const seconds = Array.from({ length: LATTICE_PERIOD_SECONDS }, (_, i) => {
    const found = events.find((event) => event.kind === "second" && event.second === CUT + i);
    if (found?.kind !== "second") throw new Error(`second ${CUT + i} is not whole`);
    return found.fragments;
  });
  const fragment = (second: number, rendition: string): Uint8Array => {
    const bytes = seconds[second]?.[rendition];
    if (bytes === undefined) throw new Error(`second ${second} has no ${rendition}`);
    return bytes;
  };
  const video = Object.fromEntries(
    format.video.map((rung) => [rung.id, seconds.map((_, i) => moveVideoFragment(fragment(i, rung.id), i))]),
  );
  const audioFrames = seconds.flatMap((_, i) =>
    readFragment(fragment(i, "audio")).samples.map((frame) => frame.data),
  );
  if (audioFrames.length !== LATTICE_PERIOD_FRAMES)
    throw new Error(`${audioFrames.length} AAC frames, not 375`);
  const { layout, parts } = packAssetChunk({ firstSecond: 0, video, firstAudioFrame: 0, audioFrames });
  const header = {
    asset: `slate-${format.name}`,
    firstSecond: layout.firstSecond,
    seconds: layout.seconds,
    video: Object.fromEntries(Object.entries(layout.video).map(([id, sizes]) => [id, [...sizes]])),
    firstAudioFrame: layout.firstAudioFrame,
    audioFrames: [...layout.audioFrames],
    parameters: encodeParameters(parameters.parameters),
  } satisfies AssetChunkHeader;
  return encodeBundle(header, parts);
}

const scratch = await mkdtemp(join(tmpdir(), "nonstop-slate-"));
try {
  const pictures = await renderLayers(scratch);
  for (const name of HOUSE_FORMAT_NAMES) {
    const bytes = pack(HOUSE_FORMATS[name], await encode(HOUSE_FORMATS[name], pictures));
    await writeFile(new URL(`${name}.bin`, FOLDER), bytes);
    console.log(JSON.stringify({ event: "slate-made", format: name, bytes: bytes.byteLength }));
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}
