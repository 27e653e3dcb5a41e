import { ReadThroughFacts } from "@nonstop/contract/read-through";
import { routes } from "@nonstop/contract/routes";
import { readThrough, type ReadThrough } from "@nonstop/schedule/read-through/read-through";
import { closesSession } from "../control-room/session.ts";
import { ask } from "../feed/door.ts";
import { type AskedDays, windowOf } from "./asked-days.ts";

/** What a read-through of some days came to. */
export type ReadAhead =
  | { kind: "reading" }
  | { kind: "read"; read: ReadThrough; facts: ReadThroughFacts }
  | { kind: "problem"; message: string };

/** Reads some days through: the station tells what they are made of, and this page airs them in thought. */
export async function readAhead(asked: AskedDays): Promise<ReadAhead> {
  const { from, hours } = windowOf(asked);
  const answer = await ask(`${routes.readThrough}?from=${from}&hours=${hours}`, ReadThroughFacts);
  closesSession(answer);
  if (answer.kind !== "ok") return { kind: "problem", message: answer.message };
  // The page says first that it reads: that takes the better part of a second.
  await new Promise((resolve) => setTimeout(resolve, 20));
  return { kind: "read", read: readThrough(answer.value, asked.zone), facts: answer.value };
}
