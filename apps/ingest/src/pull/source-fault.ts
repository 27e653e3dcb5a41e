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
  unreachable: "The source's server cannot be reached.",
  certificate: "The source's server has no valid certificate.",
  "too-much": "The source sends more than a live source would.",
  over: "The source's playlist has an end: it is over, or a recording. Recordings go into the library.",
  "nothing-new": "The source stands still: its playlist has nothing new.",
  "no-playlist": "What is at the source's address is no HLS playlist.",
  stalled: "The source stands still: no picture and no sound for 10 s.",
  ended: "The source has ended.",
  unreadable: "The source cannot be read.",
};

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

/** What ffmpeg says was wrong, as far as its lines tell. They hold addresses: only this is kept of them. */
export function faultOfLines(lines: readonly string[]): SourceFault | { kind: "sound-codec" } {
  const text = lines.join("\n");
  const picture = /video codec '?(\w+)'?.* not compatible with flv/i.exec(text);
  if (picture !== null) return { kind: "codec", what: picture[1] ?? "another codec" };
  // FLV knows some codecs by number and does not say which of the two it cannot take: the sound's is cured by encoding it.
  if (/audio codec .*not compatible with flv|incompatible with output codec/i.test(text))
    return { kind: "sound-codec" };
  return { kind: /invalid data found|no playlist|EXTM3U/i.test(text) ? "no-playlist" : "unreadable" };
}
