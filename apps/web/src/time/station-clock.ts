/** What is kept of one answer that carried the server's time. All milliseconds. */
type Reading = { offsetMs: number; roundTripMs: number; takenMs: number };

export type StationClock = {
  /** Channel time now, in milliseconds since the epoch. */
  nowMs: () => number;
  /** Takes the server's `nowMs`, asked at `sentMs` and answered at `receivedMs` of `local()`. */
  read: (serverMs: number, sentMs: number, receivedMs: number) => void;
};

/** Readings are trusted for so long; then a worse but fresher one wins. Milliseconds. */
const KEEP_MS = 120_000;

/**
 * Channel time in the browser: the server's clock carried on by the page's monotonic one. Until the first reading the
 * viewer's own clock stands in. The reading with the shortest round trip wins, for its error is at most half of that.
 */
export function stationClock(local: () => number, wallMs: number): StationClock {
  let best: Reading | undefined;
  const fallback = wallMs - local();
  return {
    nowMs: () => local() + (best?.offsetMs ?? fallback),
    read: (serverMs, sentMs, receivedMs) => {
      const roundTripMs = receivedMs - sentMs;
      const reading = { offsetMs: serverMs - (sentMs + receivedMs) / 2, roundTripMs, takenMs: receivedMs };
      const isStale = best !== undefined && receivedMs - best.takenMs > KEEP_MS;
      if (best === undefined || isStale || roundTripMs <= best.roundTripMs) best = reading;
    },
  };
}
