import { hexOf, hmacSha256 } from "@nonstop/door/hmac";
import type { MeetingMarker } from "../../schedule/ports/meetings.ts";

/**
 * By what a station knows its live inputs again in an account that others use too: nobody but a station with this secret makes the
 * same mark for the same station, space and environment.
 */
export async function stationMark(secret: string, owner: Omit<MeetingMarker, "entry">): Promise<string> {
  const { station, space, environment } = owner;
  return hexOf(await hmacSha256(secret, JSON.stringify(["live inputs", station, space, environment])));
}

/** The key of the request that makes the live input of an entry after so many that are no more. */
export async function creationKey(secret: string, marker: MeetingMarker, made: number): Promise<string> {
  const { station, space, environment, entry } = marker;
  const name = JSON.stringify(["live input", station, space, environment, entry, made]);
  return hexOf(await hmacSha256(secret, name));
}
