import type { AssetId, AiringId } from "@nonstop/contract/names";
import type { Programming } from "@nonstop/contract/programming";
import type { ItemRole } from "@nonstop/contract/rundown";
import type { Second } from "@nonstop/contract/time";
import { MIN_AIRED_SECONDS } from "../again/was-on-air.ts";

/** What filling needs to know of a piece of the library. Roles and day-parts are tags. */
export type LibraryPiece = {
  asset: AssetId;
  title: string;
  durationSeconds: number;
  /** It is of the filler pool. */
  filler: boolean;
  tags?: readonly string[] | undefined;
  /** When it came into the library. */
  addedAt?: Second | undefined;
  /** It may air from this second on, and before that one. */
  rightsFrom?: Second | undefined;
  rightsTo?: Second | undefined;
};

/** A piece with what its tags say. */
export type PoolPiece = LibraryPiece & {
  role: ItemRole | undefined;
  /** The parts of the day in which it may air; none: at any time. */
  dayParts: readonly string[];
  /** The airings that it promotes; none: whatever comes. */
  promotes: readonly AiringId[];
};

/** The pieces that fill, by what they are for. */
export type Pool = {
  /** What gaps are filled with. */
  pieces: readonly PoolPiece[];
  promos: readonly PoolPiece[];
  idents: readonly PoolPiece[];
  /** Of each tag `bumper-in`, `bumper-out`, `bumper-in:{show}`, `bumper-out:{show}`. */
  bumpers: ReadonlyMap<string, readonly PoolPiece[]>;
};

/** Sorts the library into what fills and what for. A piece with a role airs in that role alone. */
export function poolOf(library: readonly LibraryPiece[], { rerunsFill }: Programming): Pool {
  const known = library.map(withTags);
  const bumpers = new Map<string, PoolPiece[]>();
  for (const piece of known)
    for (const tag of piece.tags ?? [])
      if (isBumperTag(tag)) bumpers.set(tag, [...(bumpers.get(tag) ?? []), piece]);
  const fills = ({ filler, tags = [], durationSeconds }: PoolPiece): boolean =>
    filler || (rerunsFill && tags.includes("rerun") && durationSeconds >= MIN_AIRED_SECONDS);
  return {
    pieces: known.filter((piece) => piece.role === undefined && fills(piece)),
    promos: known.filter(({ role }) => role === "promo"),
    idents: known.filter(({ role }) => role === "ident"),
    bumpers,
  };
}

/** How long pieces are together, in seconds. */
export function secondsOf(pieces: readonly { durationSeconds: number }[]): number {
  return pieces.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
}

function withTags(piece: LibraryPiece): PoolPiece {
  const { tags = [] } = piece;
  const after = (prefix: string): string[] =>
    tags.filter((tag) => tag.startsWith(prefix)).map((tag) => tag.slice(prefix.length));
  return { ...piece, role: roleOf(tags), dayParts: after("daypart:"), promotes: after("promo-for:") };
}

function roleOf(tags: readonly string[]): ItemRole | undefined {
  if (tags.includes("ident")) return "ident";
  if (tags.some(isBumperTag)) return "bumper";
  return tags.some((tag) => tag === "promo" || tag.startsWith("promo-for:")) ? "promo" : undefined;
}

function isBumperTag(tag: string): boolean {
  return /^bumper-(in|out)(:|$)/.test(tag);
}
