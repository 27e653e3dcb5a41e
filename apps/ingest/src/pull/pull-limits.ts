/** How much a source may send, and how long it may need. */
export type PullLimits = {
  /** Bytes a second in the long run, and at once at the beginning. 32 Mbit/s are three times what feeds a room. */
  perSecond: number;
  atOnce: number;
  playlistBytes: number;
  segmentBytes: number;
  /** How long until an answer begins, and until it has ended. */
  answerMs: number;
  bodyMs: number;
  /** How long a reader may get no picture and no sound, and the longest pause before the next reader. */
  stalledMs: number;
  maxBackOffMs: number;
};
export const PULL_LIMITS: PullLimits = {
  perSecond: 4_000_000,
  atOnce: 32_000_000,
  playlistBytes: 1_000_000,
  segmentBytes: 64_000_000,
  answerMs: 10_000,
  bodyMs: 120_000,
  stalledMs: 10_000,
  maxBackOffMs: 15_000,
};
