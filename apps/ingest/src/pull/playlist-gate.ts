/** What the gate makes of an HLS playlist. */
export type GateAnswer =
  | { kind: "playlist"; text: string }
  /** It has an end: a recording, or a show that is over. */
  | { kind: "over" }
  /** All of it has been seen before, or all but its newest segment. */
  | { kind: "nothing-new" };

/** The segments of a playlist: their numbers, and their names without what stands before and after. */
type Span = { first: number; last: number; names: readonly string[] };
/** `endsAt`: the number of a segment after a discontinuity, where this reader's playlist ends. */
type Seen = Span & { skipTo: number; endsAt: number };

/** Tags that belong to the one segment after them. Others (keys, maps) hold for later segments as well. */
const OF_SEGMENT = /^#(?:EXTINF|EXT-X-(?:BYTERANGE|PROGRAM-DATE-TIME|DISCONTINUITY|GAP|BITRATE|PART)\b)/;
const NEVER = -1;
/** With fewer new segments a reader would run dry before the next one is there. */
const MIN_NEW = 2;
const DISCONTINUITY = "#EXT-X-DISCONTINUITY";

/**
 * Shows a reader only what has not been aired of a live source's playlists. A new reader starts a few segments back from the
 * end. From a source that stands still it would get the same pictures again and again, and from one that is over the whole show
 * from its beginning.
 */
export class PlaylistGate {
  readonly #isInput: boolean;
  readonly #before = new Map<string, Span>();
  readonly #now = new Map<string, Seen>();

  /**
   * `isInput`: of a live input, whose sender may come back with other clocks for picture and sound. A reader does not live through
   * that, so its playlist ends there, and another reader begins behind it.
   */
  constructor(o: { isInput: boolean } = { isInput: false }) {
    this.#isInput = o.isInput;
  }

  /** Call it for a new reader. What the reader before was shown counts as old if anything of it was aired. */
  beginRun(wasAired: boolean): void {
    if (wasAired) for (const [role, span] of this.#now) this.#before.set(role, span);
    this.#now.clear();
  }

  /** The playlist with this role as this reader may see it. Its addresses are http: the proxy speaks TLS for the reader. */
  admit(role: string, text: string): GateAnswer {
    const lines = text.split(/\r?\n/);
    if (lines.some((line) => line.startsWith("#EXT-X-STREAM-INF"))) return playlist(lines);
    const first = Number(valueOf(lines, "#EXT-X-MEDIA-SEQUENCE:") ?? 0);
    const names = lines.filter(isAddress).map(nameOf);
    const last = first + names.length - 1;
    const seen = this.#now.get(role);
    const cuts = this.#isInput ? cutsOf(lines, first) : [];
    const skipTo = seen?.skipTo ?? Math.max(this.#skipFor(role, { first, last, names }), lastOf(cuts) - 1);
    if (seen === undefined && lines.some((line) => line.startsWith("#EXT-X-ENDLIST")))
      return { kind: "over" };
    const isScant = last - Math.max(skipTo, first - 1) < MIN_NEW;
    if (seen === undefined && isScant && (this.#isInput || skipTo !== NEVER)) return { kind: "nothing-new" };
    const endsAt = Math.min(seen?.endsAt ?? Infinity, ...cuts.filter((cut) => cut > skipTo + 1));
    const shown = Math.min(last, endsAt - 1);
    this.#now.set(role, { first, last: shown, names: names.slice(0, shown - first + 1), skipTo, endsAt });
    const kept = skipTo < first ? lines : withoutSegments(lines, first, skipTo);
    return playlist(endsAt > last ? kept : endedBefore(kept, endsAt - Math.max(first, skipTo + 1)));
  }

  // A source that counts from a lower number again has begun anew, or counts for each reader: then its segments' names tell.
  #skipFor(role: string, now: Span): number {
    const before = this.#before.get(role);
    if (before === undefined) return NEVER;
    // The newest number of a source that goes on never falls.
    if (now.last >= before.last) return before.last;
    const isTelling = new Set(now.names).size === now.names.length;
    const known = isTelling ? now.names.findLastIndex((name) => before.names.includes(name)) : -1;
    if (known >= 0) return now.first + known;
    return now.last >= before.first && !isTelling ? before.last : NEVER;
  }
}

function withoutSegments(lines: readonly string[], first: number, skipTo: number): string[] {
  const kept: string[] = [];
  let waiting: string[] = [];
  let segment = first;
  for (const line of lines) {
    if (!isAddress(line)) {
      waiting.push(line.replace(/^#EXT-X-MEDIA-SEQUENCE:.*/, `#EXT-X-MEDIA-SEQUENCE:${skipTo + 1}`));
    } else {
      if (segment > skipTo) kept.push(...waiting, line);
      else kept.push(...waiting.filter((tag) => !OF_SEGMENT.test(tag)));
      waiting = [];
      segment += 1;
    }
  }
  return [...kept, ...waiting];
}

/** The numbers of segments that a discontinuity stands before. */
function cutsOf(lines: readonly string[], first: number): number[] {
  const cuts: number[] = [];
  let segment = first;
  for (const line of lines) {
    if (line.trim() === DISCONTINUITY) cuts.push(segment);
    if (isAddress(line)) segment += 1;
  }
  return cuts;
}

function lastOf(cuts: readonly number[]): number {
  return cuts.at(-1) ?? NEVER;
}

/** The first `count` segments of a playlist, which ends with them. */
function endedBefore(lines: readonly string[], count: number): string[] {
  let left = count;
  const kept = lines.filter((line) => {
    if (!isAddress(line)) return left > 0 && line.trim() !== DISCONTINUITY;
    left -= 1;
    return left >= 0;
  });
  return [...kept, "#EXT-X-ENDLIST"];
}

function playlist(lines: readonly string[]): GateAnswer {
  const text = lines.map((line) => line.replace(/(^|URI=")https:\/\//gi, "$1http://")).join("\n");
  return { kind: "playlist", text };
}

function isAddress(line: string): boolean {
  return line.trim() !== "" && !line.startsWith("#");
}

/** An address without its folders, which may hold the id of a session, and without its query. */
function nameOf(address: string): string {
  return address
    .trim()
    .replace(/[?#].*$/, "")
    .replace(/^.*\//, "");
}

function valueOf(lines: readonly string[], tag: string): string | undefined {
  return lines.find((line) => line.startsWith(tag))?.slice(tag.length);
}
