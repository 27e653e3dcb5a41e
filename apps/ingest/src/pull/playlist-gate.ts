/** What the gate makes of an HLS playlist. */
export type GateAnswer =
  | { kind: "playlist"; text: string }
  /** It has an end: a recording, or a show that is over. */
  | { kind: "over" }
  /** All of it has been seen before, or all but its newest segment. */
  | { kind: "nothing-new" };

/** The segments of a playlist: their numbers, and their names without what stands before and after. */
type Span = { first: number; last: number; names: readonly string[] };
type Seen = Span & { skipTo: number };

/** Tags that belong to the one segment after them. Others (keys, maps) hold for later segments as well. */
const OF_SEGMENT = /^#(?:EXTINF|EXT-X-(?:BYTERANGE|PROGRAM-DATE-TIME|DISCONTINUITY|GAP|BITRATE|PART)\b)/;
const NEVER = -1;
/** With fewer new segments a reader would run dry before the next one is there. */
const MIN_NEW = 2;

/**
 * Shows a reader only what has not been aired of a live source's playlists. A new reader starts a few segments back from the
 * end. From a source that stands still it would get the same pictures again and again, and from one that is over the whole show
 * from its beginning.
 */
export class PlaylistGate {
  readonly #before = new Map<string, Span>();
  readonly #now = new Map<string, Seen>();

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
    const skipTo = seen?.skipTo ?? this.#skipFor(role, { first, last, names });
    if (seen === undefined && lines.some((line) => line.startsWith("#EXT-X-ENDLIST")))
      return { kind: "over" };
    if (seen === undefined && skipTo !== NEVER && last - skipTo < MIN_NEW) return { kind: "nothing-new" };
    this.#now.set(role, { first, last, names, skipTo });
    return playlist(skipTo < first ? lines : withoutSegments(lines, first, skipTo));
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
