import { secondOf } from "@nonstop/contract/time";
import type { SheetGeometry } from "../pictures/sheet.ts";
import { BACKDROP_HEIGHT, BACKDROP_WIDTH } from "../pictures/backdrop.ts";

/** How a guest's picture and sound are made and encoded, as Zoom's RTMP output may vary. */
export type GuestEncoding = {
  width: number;
  height: number;
  fps: number;
  /** Seconds between IDR pictures. */
  gopSeconds: number;
  bitsPerSecond: number;
  audio: "speech" | "silent" | "none";
  /** How the speech reaches the microphone. */
  voice: "clear" | "faint" | "clipping" | "echo";
  sampleRate: 44100 | 48000;
  channels: 1 | 2;
  picture: boolean;
  /** Whether the marks are laid over the picture. */
  marks: boolean;
  look: "alive" | "frozen" | "black";
  /** Each picture is held back by a random time up to this many ms. */
  jitterMs: number;
};

export const DEFAULT_ENCODING: GuestEncoding = {
  width: 1280,
  height: 720,
  fps: 30,
  gopSeconds: 2,
  bitsPerSecond: 2_000_000,
  audio: "speech",
  voice: "clear",
  sampleRate: 44100,
  channels: 2,
  picture: true,
  marks: true,
  look: "alive",
  jitterMs: 0,
};

const VOICES = ["slt", "kal16", "awb", "rms"];

/** Texts in the folder in which ffmpeg runs. ffmpeg reads `name.txt` again for each picture. */
export const NAME_FILE = "name.txt";
export const TOPIC_FILE = "topic.txt";
export const SPEECH_FILE = "speech.txt";
const SPEECH_SOUND = "speech.wav";

/** The ffmpeg arguments that speak `speech.txt` into a sound file, once, with a pause at its end. */
export function speechArguments(voice: number): string[] {
  const graph = `flite=textfile=${SPEECH_FILE}:voice=${VOICES[voice % VOICES.length] ?? "slt"},apad=pad_dur=1.2`;
  return [
    "-hide_banner",
    "-loglevel",
    "error",
    "-y",
    "-f",
    "lavfi",
    "-i",
    graph,
    "-ar",
    "48000",
    SPEECH_SOUND,
  ];
}

const layout = (e: GuestEncoding): string => (e.channels === 1 ? "mono" : "stereo");

// A looped movie restarts its timestamps in each round.
const spoken = (e: GuestEncoding): string =>
  `amovie=${SPEECH_SOUND}:loop=0,asetpts=N/SR/TB,aresample=${e.sampleRate},aformat=channel_layouts=${layout(e)}`;

/** Filters for the finished picture. A frozen picture is the first one laid over all others, so that the pace stays. */
const LOOKS: Readonly<Record<GuestEncoding["look"], string>> = {
  alive: "",
  frozen: ",split[paced][all];[all]trim=end_frame=1[still];[paced][still]overlay=0:0:eof_action=repeat",
  black: ",drawbox=c=black:t=fill",
};

function videoGraph(e: GuestEncoding, sheet: SheetGeometry, startedAtMs: number, font: string): string {
  const unit = e.height / 45;
  const left = Math.round(unit * 5);
  const text = (options: string): string => `drawtext=fontfile=${font}:expansion=normal:x=${left}:${options}`;
  const epoch = secondOf(startedAtMs);
  const clock = `%{pts\\:gmtime\\:${epoch}\\:%H\\\\\\:%M\\\\\\:%S}`;
  const wave = { width: 2 * Math.round(unit * 20), height: 2 * Math.round(unit * 3) };
  const speaks = e.audio === "speech";
  return [
    ...(e.marks
      ? [`[0:v]split[all1][all2]`, `[all1]crop=${sheet.stripWidth}:${sheet.stripHeight}:0:0[strip]`]
      : []),
    `[${e.marks ? "all2" : "0:v"}]crop=${BACKDROP_WIDTH}:${BACKDROP_HEIGHT}:0:${sheet.stripHeight},scale=${e.width}:${e.height}:flags=bilinear,setsar=1` +
      `,${text(`y=h*0.36:fontsize=${Math.round(unit * 5.2)}:fontcolor=white:textfile=${NAME_FILE}:reload=1`)}` +
      `,${text(`y=h*0.51:fontsize=${Math.round(unit * 2)}:fontcolor=white@0.8:textfile=${TOPIC_FILE}`)}` +
      `,${text(`y=h*0.88:fontsize=${Math.round(unit * 2.4)}:fontcolor=white:text='${clock}  %{eif\\:mod(n,${e.fps})\\:d\\:2}'`)}[words]`,
    ...(speaks
      ? [
          `${spoken(e)},showwaves=s=${wave.width}x${wave.height}:mode=cline:r=${e.fps}:colors=white:scale=cbrt,format=yuva420p[wave]`,
          `[words][wave]overlay=${left}:${Math.round(e.height * 0.64)}:shortest=1[waved]`,
        ]
      : []),
    `[${speaks ? "waved" : "words"}]${e.marks ? "[strip]overlay=0:0:shortest=1" : "null"}${LOOKS[e.look]},format=yuv420p[v]`,
  ].join(";");
}

/** Filters for the finished sound. The echo is that of loudspeakers beside an open microphone. */
const TREATMENTS: Readonly<Record<GuestEncoding["voice"], string>> = {
  clear: "",
  faint: ",volume=-40dB",
  clipping: ",volume=24dB",
  echo: ",aecho=0.8:0.9:600:0.4",
};

function audioGraph(e: GuestEncoding): string {
  if (e.audio === "silent") return `anullsrc=r=${e.sampleRate}:cl=${layout(e)}[a]`;
  const voice = TREATMENTS[e.voice];
  if (e.picture) return `${spoken(e)}${voice}[a]`;
  return `${spoken(e)}${voice}[spoken];[0:a]aformat=channel_layouts=${layout(e)}[quiet];[quiet][spoken]amix=duration=first:normalize=0[a]`;
}

/** The ffmpeg arguments that read sheets from stdin and push FLV to `target`. */
export function guestArguments(o: {
  encoding: GuestEncoding;
  sheet: SheetGeometry;
  startedAtMs: number;
  font: string;
  target: string;
}): string[] {
  const e = o.encoding;
  const gop = Math.round(e.fps * e.gopSeconds);
  // There are two graphs, because one graph with an endless sound would not end with the sheets.
  const graphs = [
    e.picture ? videoGraph(e, o.sheet, o.startedAtMs, o.font) : "",
    e.audio === "none" ? "" : audioGraph(e),
  ].filter((graph) => graph !== "");
  const words = (text: string): string[] => text.split(" ");
  const pipe = e.picture
    ? `-f rawvideo -pix_fmt yuv420p -video_size ${o.sheet.width}x${o.sheet.height} -framerate ${e.fps} -i pipe:0`
    : `-f s16le -ac 1 -ar ${e.sampleRate} -i pipe:0`;
  return [
    ...words("-y -hide_banner -loglevel error -progress pipe:1 -stats_period 0.5 -nostats"),
    // The pipe sets the pace, and its end is the end. It carries sheets, or silence when there is no picture.
    ...words(`-analyzeduration 0 -probesize 32 ${pipe} -filter_complex_threads 1`),
    ...graphs.flatMap((graph) => ["-filter_complex", graph]),
    ...(e.picture ? ["-map", "[v]"] : []),
    ...(e.audio === "none" ? [] : ["-map", "[a]"]),
    ...words("-c:v libx264 -preset ultrafast -tune zerolatency -threads 1 -profile:v main"),
    ...words(`-g ${gop} -keyint_min ${gop} -sc_threshold 0 -bf 0`),
    ...words(`-b:v ${e.bitsPerSecond} -maxrate ${e.bitsPerSecond} -bufsize ${e.bitsPerSecond}`),
    // The sound never ends by itself. The end of the sheets must end ffmpeg, also when this process dies.
    ...words("-c:a aac -b:a 96k -shortest -flvflags no_duration_filesize -f flv"),
    o.target,
  ];
}
