import type { Second } from "@nonstop/contract/time";

/** As long as the id of an entry may be. */
const MAX_ID = 64;

/** The id of the entry of an episode: the same for ever, from its show and its occurrence. Readable: people meet it in addresses. */
export function episodeId(show: string, occurrence: Second): string {
  const when = `${new Date(occurrence * 1000).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
  const room = MAX_ID - when.length - 1;
  if (show.length <= room) return `${show}-${when}`;
  const mark = markOf(show);
  return `${show.slice(0, room - mark.length - 1)}-${mark}-${when}`;
}

/** FNV-1a, 32 bits, eight hexadecimal digits: tells shows apart whose names begin alike. */
function markOf(text: string): string {
  let mark = 0x81_1c_9d_c5;
  for (const character of text) mark = Math.imul(mark ^ (character.codePointAt(0) ?? 0), 0x01_00_01_93);
  return (mark >>> 0).toString(16).padStart(8, "0");
}
