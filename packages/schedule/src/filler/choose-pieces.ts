import { type PoolPiece, secondsOf } from "./pool-piece.ts";
import { repeatedSum } from "./repeated-sum.ts";
import { exactSum, shortestCut } from "./subset-sum.ts";

/** Pieces that fill a time, in the order of air. The last one is cut to what is left, where `isCut`. */
export type Choice = { pieces: PoolPiece[]; isCut: boolean };

/** What a time may be filled with. */
export type Candidates = {
  /** All that may air then, what should air first before the rest. */
  pieces: readonly PoolPiece[];
  /** Those that are planned for later: better left for then, if it goes without them. */
  spared: ReadonlySet<PoolPiece>;
  /** Short pieces that air only to close what nothing else closes. */
  closers: readonly PoolPiece[];
  /** For how many seconds a piece has not been on. */
  restedFor: (piece: PoolPiece) => number;
  /** For how many it should not have been. */
  restSeconds: number;
};

/** Which shares of its rest a piece must have had, one after the other, until there are pieces enough. */
const REST_SHARES = [1, 1 / 2, 1 / 4, 0];

/** The piece that should air next: the first of those that have had the greatest share of their rest. */
export function nextInTurn(candidates: Candidates): PoolPiece | undefined {
  return REST_SHARES.flatMap((share) => restedBy(share, candidates)[0] ?? [])[0];
}

// Those that come before their time come in the order in which they were on.
function restedBy(share: number, { pieces, restedFor, restSeconds }: Candidates): PoolPiece[] {
  const rested = pieces.filter((piece) => restedFor(piece) >= restSeconds * share);
  if (share === 1) return rested;
  const weary = new Map(rested.map((piece) => [piece, Math.min(restedFor(piece), restSeconds)]));
  return rested.sort((a, b) => (weary.get(b) ?? 0) - (weary.get(a) ?? 0));
}

/**
 * Fills `length` seconds. There is a way when some of the pieces that have rested add up to it, each once; then one of these ways is
 * taken and nothing is cut. Where there is none, the shortest piece is cut that can be. Only where all that have rested are too short
 * together do pieces come again before their time: those first that have rested for half of it, then a quarter, then all; and where the
 * whole pool is too short, again and again. Nothing at all without a piece.
 */
export function choosePieces(length: number, candidates: Candidates): Choice {
  const { spared, closers } = candidates;
  for (const share of REST_SHARES) {
    const rested = restedBy(share, candidates);
    if (secondsOf(rested) < length) continue;
    const whole =
      exact(
        rested.filter((piece) => !spared.has(piece)),
        length,
      ) ??
      exact(rested, length) ??
      exact([...rested, ...closers], length);
    if (whole !== undefined) return { pieces: promosLast(whole), isCut: false };
    return cut([...rested, ...closers], length);
  }
  return again(restedBy(0, candidates), length);
}

function exact(pieces: readonly PoolPiece[], length: number): PoolPiece[] | undefined {
  if (secondsOf(pieces) < length) return undefined;
  return pick(pieces, exactSum(lengthsOf(pieces), length));
}

function cut(pieces: readonly PoolPiece[], length: number): Choice {
  const sum = shortestCut(lengthsOf(pieces), length);
  const last = pieces[sum?.cut ?? -1];
  if (last === undefined) return { pieces: [], isCut: false };
  return { pieces: [...promosLast(pick(pieces, sum?.whole) ?? []), last], isCut: true };
}

function again(pieces: readonly PoolPiece[], length: number): Choice {
  const sum = repeatedSum(lengthsOf(pieces), length);
  const last = pieces[sum.cut ?? -1];
  const whole = pick(pieces, sum.whole) ?? [];
  return last === undefined ? { pieces: whole, isCut: false } : { pieces: [...whole, last], isCut: true };
}

function pick(pieces: readonly PoolPiece[], indices: readonly number[] | undefined): PoolPiece[] | undefined {
  return indices?.flatMap((index) => pieces[index] ?? []);
}

// What is promoted is near the end of the hour, where people look what comes next.
function promosLast(pieces: readonly PoolPiece[]): PoolPiece[] {
  const isPromo = ({ role }: PoolPiece): boolean => role === "promo";
  return [...pieces.filter((piece) => !isPromo(piece)), ...pieces.filter(isPromo)];
}

function lengthsOf(pieces: readonly PoolPiece[]): number[] {
  return pieces.map(({ durationSeconds }) => durationSeconds);
}
