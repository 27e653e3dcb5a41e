import { z } from "zod";
import { AiringId } from "./names.ts";
import { ItemKind, AiredRole, Take, Rank, Reason, RoomRef, Rundown } from "./rundown.ts";
import { EpochMs, Second } from "./time.ts";

/**
 * Header of the bundle a playout POSTs to `/origin/v1/channels/{channel}/seconds/{second}`; the parts are the second's
 * fragments by rendition id. Rank 3 (slate) carries no parts: the edge has the slate itself.
 */
export const ProposalHeader = z.object({
  second: Second,
  rank: Rank,
  reason: Reason,
  /** 0 when the playout has no rundown yet. */
  rundownVersion: z.int().min(0),
  /** Version of the list of takes it was decided from; 0 when the playout was told none yet. */
  takesVersion: z.int().min(0),
  room: RoomRef,
  itemId: z.string().optional(),
  itemKind: ItemKind.optional(),
  airing: AiringId.optional(),
  title: z.string().optional(),
  role: AiredRole.optional(),
  /** Of a break whose end is planned: the second in which it is to end. */
  breakEnd: Second.optional(),
  /** The take that chose the room, if one did. */
  take: z.string().optional(),
  /** Name of the playout, for metrics and the control room. */
  playout: z.string(),
});
export type ProposalHeader = z.infer<typeof ProposalHeader>;

/**
 * Answers to a proposal. 201 accepted. 409 refused: the second is taken (another playout was first, or it is slate by now),
 * or the proposal was made from an older rundown or take list (with the current ones). 425 proposed before n + 1.
 * 400 malformed, 413 too large: with an ErrorBody.
 */
export const ProposalAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("committed"), second: Second, committedAtMs: EpochMs }),
  z.object({ kind: z.literal("taken"), second: Second, by: z.enum(["playout", "slate"]) }),
  z.object({ kind: z.literal("stale-rundown"), second: Second, rundown: Rundown }),
  z.object({
    kind: z.literal("stale-takes"),
    second: Second,
    version: z.int().min(0),
    takes: z.array(Take),
  }),
  z.object({ kind: z.literal("too-early"), second: Second, nowMs: EpochMs }),
]);
export type ProposalAnswer = z.infer<typeof ProposalAnswer>;
