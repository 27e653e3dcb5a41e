/** One reading of the server's clock. All in milliseconds; `atMs` is when it arrived, by the local clock. */
type Reading = { offsetMs: number; roundTripMs: number; atMs: number };

export type StationClock = {
  /** Channel time now, in milliseconds since the epoch. */
  nowMs: () => number;
  /** Records the server's `nowMs`. The request went out at `sentMs` and came back at `receivedMs`, both of `local()`. */
  read: (serverMs: number, sentMs: number, receivedMs: number) => void;
};

/** After this long a fresher reading wins even if it is worse. Milliseconds. */
const KEEP_MS = 120_000;

/**
 * Channel time in the browser. The page's monotonic clock continues from the last good reading of the server's clock.
 * Until the first reading the viewer's own clock is used. The reading with the shortest round trip wins, because its error
 * is at most half of the round trip. `local` is the monotonic clock; `wallMs` is the viewer's clock at its present moment.
 */
export function stationClock(local: () => number, wallMs: number): StationClock {
  let best: Reading | undefined;
  const fallback = wallMs - local();
  return {
    nowMs: () => local() + (best?.offsetMs ?? fallback),
    read: (serverMs, sentMs, receivedMs) => {
      const roundTripMs = receivedMs - sentMs;
      const reading = { offsetMs: serverMs - (sentMs + receivedMs) / 2, roundTripMs, atMs: receivedMs };
      const isStale = best !== undefined && receivedMs - best.atMs > KEEP_MS;
      if (best === undefined || isStale || roundTripMs <= best.roundTripMs) best = reading;
    },
  };
}
