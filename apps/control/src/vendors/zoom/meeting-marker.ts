import { hmacSha256 } from "@nonstop/door/hmac";
import type { MeetingMarker } from "../../schedule/ports/meetings.ts";

// Without letters and digits that look alike: passcodes are read out on the telephone.
const LETTERS = "abcdefghjkmnpqrstuvwxyzACDEFHJKLMNPQRTUVWXY";
const DIGITS = "34679";
const ALPHABET = LETTERS + DIGITS;
/** The most Zoom takes. */
const PASSCODE_LENGTH = 10;

/**
 * The passcode of an entry's meeting, which is its marker as well: nobody but a station with this secret makes the same for an
 * entry of the same station, space and environment. Zoom keeps no field for us that people do not read, and lists none that an
 * account has not been set up for. It has a letter and a digit, which many accounts ask for.
 */
export async function markedPasscode(secret: string, marker: MeetingMarker): Promise<string> {
  const { station, space, environment, entry } = marker;
  const name = JSON.stringify(["meeting passcode", station, space, environment, entry]);
  for (let round = 0; ; round += 1) {
    const bytes = await hmacSha256(secret, `${name}${round}`);
    const even = [...new Uint8Array(bytes)].filter((byte) => byte < 5 * ALPHABET.length);
    const passcode = even
      .slice(0, PASSCODE_LENGTH)
      .map((byte) => ALPHABET[byte % ALPHABET.length])
      .join("");
    if (passcode.length === PASSCODE_LENGTH && /\d/.test(passcode) && /[a-z]/i.test(passcode))
      return passcode;
  }
}

/** What stood in the agenda as a marker once. It named neither station nor environment. */
export function formerMarker({ space, entry }: MeetingMarker): string {
  return `Nonstop airing ${space}/${entry}`;
}
