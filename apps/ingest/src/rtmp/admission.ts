import type { Admissions } from "@nonstop/contract/admissions";
import { kindOfRoom } from "@nonstop/contract/room-names";
import type { StreamKeyClaims } from "@nonstop/contract/stream-key";
import type { Second } from "@nonstop/contract/time";

/** What is known of who may publish. */
export type AdmissionsKnown = {
  /** As the edge last told; undefined when it never did. */
  told: Admissions | undefined;
  /** Rooms of airings that it has told of since this ingest runs. */
  everTold: ReadonlySet<string>;
};

/**
 * Why the key of a publisher does not open its room, or no longer; undefined while it does. The key's signature has been
 * checked. The key of an airing's room is good until it runs out; the schedule's word goes before that, for a show may have been
 * moved, withdrawn or lengthened since the key was made. The key of an encoder's room is good until another is made.
 */
export function admissionProblem(
  { room, expiresAt, nonce }: StreamKeyClaims,
  { told, everTold }: AdmissionsKnown,
  second: Second,
): string | undefined {
  if (kindOfRoom(room) === "encoder") {
    if (told === undefined) return "stream keys of encoders are not known here yet";
    const inForce = told.encoders.find((encoder) => encoder.room === room)?.nonce;
    if (inForce === undefined) return "there is no such encoder";
    return nonce === inForce ? undefined : "stream key replaced by a newer one";
  }
  const open = told?.rooms.find((each) => each.room === room);
  if (open !== undefined) return second < open.until ? undefined : "the show's time is over";
  if (everTold.has(room)) return "the show was moved or withdrawn, or is over";
  return second < expiresAt ? undefined : "stream key expired";
}
