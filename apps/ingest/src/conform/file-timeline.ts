/** A span of a file's own time that is shown, in seconds, half-open. */
export type Piece = { from: number; to: number };

/** What of a file is shown. `isWhole`: all of it, from its first moment on. */
export type Shown = { pieces: readonly Piece[]; isWhole: boolean };

/** A silent picture may stand still for so long. Where nothing lies for longer, the file's clock has leapt. */
const MAX_STILL_SECONDS = 300;
/** With sound something always lies somewhere. */
const MAX_STILL_SECONDS_WITH_SOUND = 10;
/** A packet is shown no further from where it is decoded: its time is a slip. */
const MAX_REORDER_SECONDS = 10;
/** What a packet lasts whose own word is not to be believed: a picture of 25 a second. */
const NOMINAL_SECONDS = 0.04;
/** So few packets, far from all others, are a slip of the clock and no piece. */
const MAX_STRAY_PACKETS = 5;
const MAX_STRAY_SHARE = 0.1;
const BUCKET_SECONDS = 0.5;
/** Three days of packets. Whoever needs more has made the times up. */
const MAX_BUCKETS = 520_000;

/** What lies in half a second of the file: packets, and what they cover of its time. */
type Bucket = { packets: number; from: number; lastStart: number; to: number };
type Packet = { decoded: number; shown: number; duration: number };
type Run = { packets: number; from: number; to: number; lastStart: number };

/** Gathers where a file's packets lie, and tells what of it can be shown. */
export class FileTimeline {
  readonly #buckets = new Map<number, Bucket>();
  readonly #maxStillSeconds: number;
  #slips = 0;

  constructor({ hasSound }: { hasSound: boolean }) {
    this.#maxStillSeconds = hasSound ? MAX_STILL_SECONDS_WITH_SOUND : MAX_STILL_SECONDS;
  }

  /**
   * Adds a packet that is decoded at `decoded` and shown at `shown`, in seconds, for `duration`. What lies before zero is
   * never shown.
   */
  add({ decoded, shown, duration }: Packet): void {
    const isSlip = Math.abs(shown - decoded) > MAX_REORDER_SECONDS;
    if (isSlip) this.#slips += 1;
    const at = isSlip ? decoded : shown;
    const isBelieved = duration > 0 && duration <= this.#maxStillSeconds;
    const to = at + (isBelieved ? duration : NOMINAL_SECONDS);
    if (!(to > 0)) return;
    const from = Math.max(0, at);
    const key = Math.floor(from / BUCKET_SECONDS);
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      if (this.#buckets.size < MAX_BUCKETS) this.#buckets.set(key, { packets: 1, from, lastStart: from, to });
      return;
    }
    bucket.packets += 1;
    bucket.from = Math.min(bucket.from, from);
    bucket.lastStart = Math.max(bucket.lastStart, from);
    bucket.to = Math.max(bucket.to, to);
  }

  /** What of the file is shown, in order: it is cut where its clock leaps. */
  shown(): Shown {
    const runs: Run[] = [];
    let packets = 0;
    for (const [, bucket] of [...this.#buckets].sort(([a], [b]) => a - b)) {
      packets += bucket.packets;
      const run = runs.at(-1);
      if (run === undefined || bucket.from - Math.max(run.lastStart, run.to) > this.#maxStillSeconds) {
        runs.push({ ...bucket });
        continue;
      }
      run.packets += bucket.packets;
      run.lastStart = bucket.lastStart;
      run.to = Math.max(run.to, bucket.to);
    }
    const isStray = (run: Run): boolean =>
      run.packets <= MAX_STRAY_PACKETS && run.packets < packets * MAX_STRAY_SHARE;
    const pieces = runs.filter((run) => !isStray(run)).map(({ from, to }) => ({ from, to }));
    const isWhole = this.#slips === 0 && runs.length === 1 && (pieces[0]?.from ?? 0) < NOMINAL_SECONDS;
    return { pieces, isWhole };
  }
}

/** The part of what is shown that lies in `[from, to)`, in seconds of what is shown. */
export function partOf({ pieces }: Shown, from: number, to: number): Shown {
  const part: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const start = piece.from + Math.max(0, from - at);
    const end = Math.min(piece.to, piece.from + to - at);
    if (end > start) part.push({ from: start, to: end });
    at += piece.to - piece.from;
  }
  return { pieces: part, isWhole: false };
}

/** Seconds that pieces show in all. */
export function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { from, to }) => sum + to - from, 0);
}

/**
 * Filters that show the pieces one after the other, the first from second `start` on. The filters' input has the file's
 * time, later by `start`. Undefined when the file is shown as it is.
 */
export function piecesFilter(
  { pieces, isWhole }: Shown,
  start: number,
): { video: string; audio: string } | undefined {
  if (isWhole) return undefined;
  const seconds = (value: number): string => value.toFixed(6);
  const within = (time: string, { from, to }: Piece): string =>
    `gte(${time}\\,${seconds(start + from - 0.001)})*lt(${time}\\,${seconds(start + to)})`;
  let length = 0;
  const moves: string[] = [];
  for (const piece of pieces) {
    moves.push(`${within("T", piece)}*${seconds(piece.from - length)}`);
    length += piece.to - piece.from;
  }
  const select = pieces.map((piece) => within("t", piece)).join("+");
  const setpts = `PTS-(${moves.join("+")})/TB`;
  return {
    video: `select=${select},setpts=${setpts}`,
    audio: `aselect=${select},asetpts=${setpts}`,
  };
}
