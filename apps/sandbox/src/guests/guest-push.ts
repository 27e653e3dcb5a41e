import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { startChild } from "../process/children.ts";
import { placeFont } from "../pages/font.ts";
import { log } from "../process/log.ts";
import { makeBackdrop } from "../pictures/backdrop.ts";
import { guestArguments, NAME_FILE, SPEECH_FILE, speechArguments, TOPIC_FILE } from "./guest-ffmpeg.ts";
import type { GuestEncoding } from "./guest-ffmpeg.ts";
import { drawSheet, sheetGeometry } from "../pictures/sheet.ts";

/** The ffmpeg of a push, and the folder that the push has for itself. */
type Workplace = { ffmpeg: string; folder: string };

export type GuestPushOptions = {
  meeting: string;
  mark: number;
  name: string;
  topic: string;
  target: string;
  encoding: GuestEncoding;
  /** Media reaches the target for the first time. */
  onPushing: () => void;
  /** ffmpeg is gone, for whatever reason. */
  onEnded: () => void;
};

export type GuestPush = {
  pid: number | undefined;
  pushingSinceMs: number | undefined;
  /** Media sent so far. */
  pushedSeconds: number;
  rename: (name: string) => void;
  /** Stops the process where it stands for a while: a stalled guest. */
  stall: (seconds: number) => void;
  /** Ends it politely (RTMP is closed properly) or cuts it (the socket dies). */
  end: (how: "politely" | "cut") => void;
};

const POLL_MS = 8;
/** A guest that fell behind sends up to this many late pictures at once. */
const BURST_PICTURES = 30;

function writeText(folder: string, file: string, text: string): void {
  // drawtext may be reading, and must see either the old text or the new.
  writeFileSync(`${folder}/${file}.new`, text);
  renameSync(`${folder}/${file}.new`, `${folder}/${file}`);
}

const printable = (text: string): string => text.replaceAll(/[\p{C}]+/gu, " ").slice(0, 60) || " ";
// In drawtext's normal expansion a percent sign and a backslash are commands.
const drawn = (text: string): string => printable(text).replaceAll(/[\\%]/g, "\\$&");

const speechOf = (name: string, topic: string): string =>
  `Hello. I am ${printable(name)}, and this is ${printable(topic)}. I am a generated guest, so my voice comes from a machine. ` +
  `If you see my lips move, somebody else is on air. It is good to be here, and I could go on nonstop.`;

/** Feeds pictures at the encoding's rate by the wall clock. Late ones come in a burst, as from a real encoder. */
function feed(child: ChildProcessWithoutNullStreams, o: GuestPushOptions, startedAtMs: number): () => void {
  const geometry = sheetGeometry(o.encoding.height);
  const backdrop = makeBackdrop("drift", (o.mark * 67) % 360);
  const perPictureMs = 1000 / o.encoding.fps;
  const silence = Buffer.alloc(2 * Math.round(o.encoding.sampleRate / o.encoding.fps));
  let next = 0;
  let heldUntilMs = 0;
  const timer = setInterval(() => {
    const nowMs = Date.now();
    if (nowMs < heldUntilMs) return;
    for (let burst = 0; burst < BURST_PICTURES; burst++) {
      if (startedAtMs + next * perPictureMs > nowMs || child.stdin.writableNeedDrain) return;
      const marks = { room: o.mark, frame: next % 65_536, clockMs: Date.now() };
      child.stdin.write(
        o.encoding.picture ? drawSheet(geometry, marks, backdrop, next / o.encoding.fps) : silence,
      );
      next++;
    }
    if (o.encoding.jitterMs > 0) heldUntilMs = nowMs + Math.random() * o.encoding.jitterMs;
  }, POLL_MS);
  return () => clearInterval(timer);
}

/** Writes a guest's texts into the push's folder and speaks them into a sound file. False when ffmpeg fails. */
export async function prepareGuest(
  o: Pick<GuestPushOptions, "mark" | "name" | "topic"> & Workplace,
): Promise<boolean> {
  mkdirSync(o.folder, { recursive: true });
  writeText(o.folder, NAME_FILE, drawn(o.name));
  writeText(o.folder, TOPIC_FILE, drawn(o.topic));
  writeText(o.folder, SPEECH_FILE, speechOf(o.name, o.topic));
  const child = startChild(o.ffmpeg, speechArguments(o.mark), o.folder);
  child.stdout.resume();
  child.stderr.resume();
  return await new Promise<boolean>((resolve) => {
    child.on("close", (code) => resolve(code === 0));
    child.on("error", () => resolve(false));
  });
}

/** Pushes a prepared guest's picture and sound over RTMP until `end` is called. */
export function startGuestPush(o: GuestPushOptions & Workplace): GuestPush {
  const startedAtMs = Date.now();
  const child = startChild(
    o.ffmpeg,
    guestArguments({
      encoding: o.encoding,
      sheet: sheetGeometry(o.encoding.height),
      startedAtMs,
      font: placeFont(o.folder),
      target: o.target,
    }),
    o.folder,
  );
  const stopFeeding = feed(child, o, startedAtMs);
  let complaint = "";
  let resume: NodeJS.Timeout | undefined;
  const push: GuestPush = {
    pid: child.pid,
    pushingSinceMs: undefined,
    pushedSeconds: 0,
    rename: (name) => writeText(o.folder, NAME_FILE, drawn(name)),
    stall: (seconds) => {
      child.kill("SIGSTOP");
      clearTimeout(resume);
      resume = setTimeout(() => child.kill("SIGCONT"), seconds * 1000);
    },
    end: (how) => {
      stopFeeding();
      clearTimeout(resume);
      if (how === "cut") {
        child.kill("SIGKILL");
        return;
      }
      child.kill("SIGCONT");
      // ffmpeg may be waiting for the next picture, and the signal alone would not wake it.
      child.kill("SIGINT");
      child.stdin.end();
      // A target that no longer reads must not keep ffmpeg alive.
      setTimeout(() => child.kill("SIGKILL"), 2000).unref();
    },
  };
  child.stdout.on("data", (progress: Buffer) => {
    const bytes = /total_size=(\d+)/.exec(progress.toString())?.[1];
    push.pushedSeconds = Number(/out_time_us=(\d+)/.exec(progress.toString())?.[1] ?? 0) / 1_000_000;
    if (push.pushingSinceMs !== undefined || bytes === undefined || Number(bytes) === 0) return;
    push.pushingSinceMs = Date.now();
    o.onPushing();
  });
  child.stderr.on("data", (line: Buffer) => {
    complaint = line.toString().trim();
  });
  let ended = false;
  const onGone = (code: number | null): void => {
    if (ended) return;
    ended = true;
    stopFeeding();
    clearTimeout(resume);
    // ffmpeg names the target, and so the stream key, in its complaints.
    log("guest-push-ended", {
      meeting: o.meeting,
      code,
      why: complaint
        .replaceAll(o.target, "<target>")
        .replaceAll(/rtmps?:\S+/g, "<target>")
        .slice(-300),
    });
    o.onEnded();
  };
  child.on("close", onGone);
  child.on("error", () => onGone(null));
  return push;
}
