import type { DoorAnswer } from "../archives/archive-door.ts";
import { inWords, lookInto } from "../archives/look-into.ts";

/** Where the archives from before deployments are kept, in the station's folder. */
const ARCHIVES = "archives";

/**
 * Keeps what the station knows before it is changed. A station that does not answer yet has nothing to keep, and one that cannot say it is
 * deployed all the same: a deployment may be its cure. Answers what to tell.
 */
export async function archiveFirst(
  folder: { keepBytes(name: string, bytes: Uint8Array): string },
  read: () => Promise<DoorAnswer<Uint8Array>>,
): Promise<string> {
  const answer = await read();
  if (answer.kind === "refused") return `No archive of what it knows was kept: ${answer.message}`;
  const facts = lookInto(answer.value);
  if (facts === undefined) return "No archive of what it knows was kept: what came is none.";
  const time = new Date(facts.madeMs).toISOString().slice(0, 19).replaceAll(":", "");
  const file = folder.keepBytes(`${ARCHIVES}/before-${time}.archive`, answer.value);
  return `Kept ${inWords(facts)}, in ${file}.`;
}
