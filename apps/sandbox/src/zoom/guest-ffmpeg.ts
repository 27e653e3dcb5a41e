import type { SheetGeometry } from "./sheet.ts";
import { BACKDROP_HEIGHT, BACKDROP_WIDTH } from "./backdrop.ts";

/** How a guest's picture and sound are made and encoded: the knobs of Zoom's RTMP output. */
export type GuestEncoding = {
  width: number;
  height: number;
  fps: number;
  /** Seconds between IDR pictures. */
  gopSeconds: number;
  bitsPerSecond: number;
  audio: "speech" | "silent" | "none";
  sampleRate: 44100 | 48000;
  channels: 1 | 2;
  picture: boolean;
  /** Holds each picture back at random by up to so many ms. */
  jitterMs: number;
};

export const DEFAULT_ENCODING: GuestEncoding = {
  width: 1280,
  height: 720,
  fps: 30,
  gopSeconds: 2,
  bitsPerSecond: 2_000_000,
  audio: "speech",
  sampleRate: 44100,
  channels: 2,
  picture: true,
  jitterMs: 0,
};

const VOICES = ["slt", "kal16", "awb", "rms"];

/** Texts in the folder ffmpeg runs in; `name.txt` is read anew for each picture. */
export const NAME_FILE = "name.txt";
export const TOPIC_FILE = "topic.txt";
export const SPEECH_FILE = "speech.txt";

function videoGraph(e: GuestEncoding, sheet: SheetGeometry, startedAtMs: number, font: string): string {
  const unit = e.height / 45;
  const left = Math.round(unit * 5);
  const text = (options: string): string => `drawtext=fontfile=${font}:expansion=normal:x=${left}:${options}`;
  const epoch = Math.floor(startedAtMs / 1000);
  const clock = `%{pts\\:gmtime\\:${epoch}\\:%H\\\\\\:%M\\\\\\:%S}`;
  const wave = { width: 2 * Math.round(unit * 20), height: 2 * Math.round(unit * 3) };
  const speaks = e.audio === "speech";
  return [
    `[0:v]split[all1][all2]`,
    `[all1]crop=${sheet.stripWidth}:${sheet.stripHeight}:0:0[strip]`,
    `[all2]crop=${BACKDROP_WIDTH}:${BACKDROP_HEIGHT}:0:${sheet.stripHeight},scale=${e.width}:${e.height}:flags=bilinear,setsar=1` +
      `,${text(`y=h*0.36:fontsize=${Math.round(unit * 5.2)}:fontcolor=white:textfile=${NAME_FILE}:reload=1`)}` +
      `,${text(`y=h*0.51:fontsize=${Math.round(unit * 2)}:fontcolor=white@0.8:textfile=${TOPIC_FILE}`)}` +
      `,${text(`y=h*0.88:fontsize=${Math.round(unit * 2.4)}:fontcolor=white:text='${clock}  %{eif\\:mod(n,${e.fps})\\:d\\:2}'`)}[words]`,
    ...(speaks
      ? [
          `[shown]showwaves=s=${wave.width}x${wave.height}:mode=cline:r=${e.fps}:colors=white:scale=cbrt,format=yuva420p[wave]`,
          `[words][wave]overlay=${left}:${Math.round(e.height * 0.64)}:eof_action=pass[waved]`,
        ]
      : []),
    `[${speaks ? "waved" : "words"}][strip]overlay=0:0:shortest=1,format=yuv420p[v]`,
  ].join(";");
}

function audioGraph(e: GuestEncoding, voice: number): string {
  const layout = e.channels === 1 ? "mono" : "stereo";
  if (e.audio === "silent") return `anullsrc=r=${e.sampleRate}:cl=${layout}[a]`;
  const speech =
    `flite=textfile=${SPEECH_FILE}:voice=${VOICES[voice % VOICES.length] ?? "slt"},apad=pad_dur=1.2,` +
    `aloop=loop=-1:size=100000000,aresample=${e.sampleRate},aformat=channel_layouts=${layout}`;
  return e.picture ? `${speech},asplit[a][shown]` : `${speech}[a]`;
}

/** Arguments of the ffmpeg that reads sheets from stdin and pushes FLV to `target`. */
export function guestArguments(o: {
  encoding: GuestEncoding;
  sheet: SheetGeometry;
  startedAtMs: number;
  font: string;
  voice: number;
  target: string;
}): string[] {
  const e = o.encoding;
  const gop = Math.round(e.fps * e.gopSeconds);
  const graphs = [
    // Without a picture the sheets still set the pace: they are read and thrown away.
    e.picture ? videoGraph(e, o.sheet, o.startedAtMs, o.font) : "",
    e.audio === "none" ? "" : audioGraph(e, o.voice),
  ].filter((graph) => graph !== "");
  return [
    ...["-hide_banner", "-loglevel", "warning", "-progress", "pipe:1", "-stats_period", "0.5", "-nostats"],
    ...(e.picture ? [] : ["-re"]),
    ...["-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", `${o.sheet.width}x${o.sheet.height}`],
    ...["-framerate", String(e.fps), "-i", "pipe:0"],
    ...["-filter_complex", graphs.join(";"), "-filter_complex_threads", "1"],
    ...(e.picture ? ["-map", "[v]"] : []),
    ...(e.audio === "none" ? [] : ["-map", "[a]"]),
    ...["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-threads", "1", "-profile:v", "main"],
    ...["-g", String(gop), "-keyint_min", String(gop), "-sc_threshold", "0", "-bf", "0"],
    ...["-b:v", String(e.bitsPerSecond), "-maxrate", String(e.bitsPerSecond), "-bufsize", String(e.bitsPerSecond)],
    ...["-c:a", "aac", "-b:a", "96k", "-flvflags", "no_duration_filesize"],
    // The sound never ends by itself: when this process dies, the end of the sheets must end ffmpeg too.
    ...["-shortest", "-f", "flv", o.target],
  ];
}
