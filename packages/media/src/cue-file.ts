/** One cue of a file of words: `[from, to)` in seconds, and its text as it stands. */
export type Cue = { from: number; to: number; text: string };
/** What a file of words holds, or in which line it cannot be read, and why. */
export type CueFile = { kind: "cues"; cues: Cue[] } | { kind: "malformed"; line: number; problem: string };

const TIMES = /^\s*(\S+)\s+-->\s+(\S+)(?:\s.*)?$/;
/** `1:02:03.400` (WebVTT, where hours may be missing), `01:02:03,400` (SRT). */
const TIME = /^(?:(\d{1,4}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})$/;
const MAX_CUES = 50_000;
const MAX_TEXT = 2_000;

/** Reads WebVTT or SRT. Headers, notes, styles, numbers of cues and settings of places are left out: they say nothing. */
export function readCues(text: string): CueFile {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const cues: Cue[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const times = TIMES.exec(lines[at] ?? "");
    if (times === null) {
      if ((lines[at] ?? "").includes("-->")) return malformed(at, "the times of the cue cannot be read");
      continue;
    }
    const from = secondsOf(times[1]);
    const to = secondsOf(times[2]);
    if (from === undefined || to === undefined) return malformed(at, "a time is none");
    if (to <= from) return malformed(at, "the cue ends before it begins");
    const words: string[] = [];
    while (at + 1 < lines.length && (lines[at + 1] ?? "").trim() !== "")
      words.push((lines[(at += 1)] ?? "").trim());
    const said = words.join("\n").slice(0, MAX_TEXT);
    if (said.includes("-->")) return malformed(at, "an empty line is missing between two cues");
    if (said !== "") cues.push({ from, to, text: said });
    if (cues.length > MAX_CUES) return malformed(at, `there are more than ${MAX_CUES} cues`);
  }
  if (cues.length === 0) return malformed(0, "there is no cue in it: it is neither WebVTT nor SRT");
  return { kind: "cues", cues: cues.sort((a, b) => a.from - b.from) };
}

/** The cues within `[from, to)`, clipped to it, moved so that `from` becomes `at`. */
export function movedCues(cues: readonly Cue[], o: { from: number; to: number; at: number }): Cue[] {
  return cues.flatMap((cue) => {
    const from = Math.max(cue.from, o.from);
    const to = Math.min(cue.to, o.to);
    return to > from ? [{ from: from - o.from + o.at, to: to - o.from + o.at, text: cue.text }] : [];
  });
}

/** Cues as WebVTT. */
export function writeVtt(cues: readonly Cue[]): string {
  const blocks = cues.map(({ from, to, text }) => `${timeText(from)} --> ${timeText(to)}\n${text}\n`);
  return ["WEBVTT\n", ...blocks].join("\n");
}

function malformed(at: number, problem: string): CueFile {
  return { kind: "malformed", line: at + 1, problem };
}

function secondsOf(text: string | undefined): number | undefined {
  const match = TIME.exec(text ?? "");
  if (match === null) return undefined;
  const [, hours = "0", minutes, seconds, fraction = "0"] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${fraction}`);
}

function timeText(seconds: number): string {
  const ms = Math.round(seconds * 1000);
  const part = (value: number, digits: number): string => String(value).padStart(digits, "0");
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60];
  return `${part(hours, 2)}:${part(minutes, 2)}:${part(Math.floor(ms / 1000) % 60, 2)}.${part(ms % 1000, 3)}`;
}
