/** What keeps a source from being pulled. */
export type SourceFault =
  | {
      kind:
        | "not-public"
        | "unknown-host"
        | "port"
        | "unreachable"
        | "certificate"
        | "too-much"
        | "over"
        | "nothing-new"
        | "no-playlist"
        | "stalled"
        | "ended"
        | "unreadable";
    }
  | { kind: "status"; status: number }
  | { kind: "codec"; what: string };

const WORDS: Readonly<Record<Exclude<SourceFault["kind"], "status" | "codec">, string>> = {
  "not-public": "The source leads into a private network, which is not pulled. Give a public address.",
  "unknown-host": "The source's host is not known. Is its address spelt right?",
  port: "The source leads to a port other than 443, which is not pulled.",
  unreachable: "The source's server cannot be reached. Is it up, and open on port 443?",
  certificate: "The source's server has no valid certificate. Whoever runs it must renew it.",
  "too-much": "The source sends more than a live source would. Give one with a lower bit rate.",
  over: "The source's playlist has an end: it is over, or a recording. Recordings go into the library.",
  "nothing-new": "The source stands still: its playlist has nothing new. Is it still sending?",
  "no-playlist": "What is at the source's address is no HLS playlist. Give the address of an .m3u8.",
  stalled: "The source stands still: no picture and no sound for 10 s. Is it still sending?",
  ended: "The source has ended. It is tried again until the event is over.",
  unreadable: "The source cannot be read. Does it play in another player?",
};

/** What a live input has for those that ask too early, or after whoever sent to it has left. */
const NOTHING_THERE: ReadonlySet<number> = new Set([204, 404, 410]);
const NOBODY_SENDS: ReadonlySet<SourceFault["kind"]> = new Set([
  "over",
  "nothing-new",
  "no-playlist",
  "stalled",
  "ended",
]);

/** Whether it only means that nobody sends to a live input. */
export function isNobodySending(fault: SourceFault): boolean {
  return fault.kind === "status" ? NOTHING_THERE.has(fault.status) : NOBODY_SENDS.has(fault.kind);
}

/** A fault in words for an operator. Nothing of the address is in them. */
export function faultWords(fault: SourceFault): string {
  if (fault.kind === "codec")
    return `The source sends ${fault.what}, which cannot be aired. Set it to H.264 and AAC.`;
  if (fault.kind !== "status") return WORDS[fault.kind];
  const { status } = fault;
  if (status === 401 || status === 403)
    return `The source refuses us (${status}). If its address holds a token, publish the event with a new one.`;
  if (status === 404 || status === 410)
    return `The source has nothing at its address (${status}). Has it begun?`;
  return `The source answers ${status}.`;
}

/** What was wrong, as far as ffmpeg's lines tell. The lines hold addresses, so nothing else is kept of them. */
export function faultOfLines(lines: readonly string[]): SourceFault | { kind: "sound-codec" } {
  const text = lines.join("\n");
  const picture = /video codec '?(\w+)'?.* not compatible with flv/i.exec(text);
  if (picture !== null) return { kind: "codec", what: picture[1] ?? "another codec" };
  // For codecs that FLV knows only by number ffmpeg does not say which track is to blame. If it is the sound, encoding helps.
  if (/audio codec .*not compatible with flv|incompatible with output codec/i.test(text))
    return { kind: "sound-codec" };
  return { kind: /invalid data found|no playlist|EXTM3U/i.test(text) ? "no-playlist" : "unreadable" };
}
