import { confirm, intro, isCancel, log, password, text } from "@clack/prompts";
import type { Readable, Writable } from "node:stream";
import type { z } from "zod";
import { GROUP_NAMES, GROUPS, type GroupName, wordsOf } from "./answers.ts";
import type { GivenAnswers, StationFolder } from "./station-folder.ts";

const GROUP_TITLES: Readonly<Record<GroupName, string>> = {
  station: "The station",
  contentful: "Contentful",
  zoom: "Zoom",
  cloudflare: "Cloudflare",
  mail: "Mail",
};

/** Where people are asked: this process's own terminal, unless a test has another. */
export type Terminal = { input?: Readable; output?: Writable };

/**
 * Asks at the terminal for the answers that are missing or wrong, and for all of `again`. Each is kept at once, so that nobody
 * has to type one twice.
 */
export async function askAnswers(
  folder: StationFolder,
  again: readonly GroupName[],
  terminal: Terminal = {},
): Promise<GivenAnswers> {
  intro("A real station", terminal);
  for (const group of GROUP_NAMES) {
    if (group === "mail" && folder.answers[group] === undefined && !(await sendsMail(terminal))) continue;
    log.step(GROUP_TITLES[group], terminal);
    for (const [name, schema] of Object.entries<z.ZodType>(GROUPS[group].shape))
      await askField(folder, { group, name, schema, isAgain: again.includes(group), terminal });
  }
  return folder.answers;
}

/** Whether the person at the terminal agrees to what was said. Without a terminal nobody does. */
export async function agreeAtTerminal(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    process.stdout.write("There is no terminal to ask at: --yes agrees to it.\n");
    return false;
  }
  return (await confirm({ message: "Make these changes?" })) === true;
}

async function sendsMail(terminal: Terminal): Promise<boolean> {
  const answer = await confirm({
    ...terminal,
    initialValue: false,
    message: "Shall the station send invites by mail? It needs an SMTP server.",
  });
  return isCancel(answer) ? stop() : answer;
}

async function askField(
  folder: StationFolder,
  o: { group: GroupName; name: string; schema: z.ZodType; isAgain: boolean; terminal: Terminal },
): Promise<void> {
  const words = wordsOf(o.group, o.name);
  const present = folder.answers[o.group]?.[o.name];
  if (words === undefined || words.isUnasked) return;
  const byDefault = o.schema.safeParse(undefined).data;
  const isKept = present !== undefined && o.schema.safeParse(present).success;
  if (isKept && !o.isAgain) return;
  const validate = (typed: string | undefined): string | undefined =>
    o.schema.safeParse(valueOf(o.name, typed, present)).success ? undefined : `Write ${words.description}.`;
  const message = `${words.title}: ${words.description}`;
  const typed = words.isSecret
    ? await password({ ...o.terminal, message: isKept ? `${message} (empty: as before)` : message, validate })
    : await text({ ...o.terminal, message, validate, ...initial(present ?? byDefault) });
  const value = valueOf(o.name, isCancel(typed) ? stop() : typed, present);
  if (value !== undefined) folder.keepAnswer(o.group, o.name, value);
}

/** What was typed as the schema wants it: nothing typed leaves what is there, or the default. */
function valueOf(name: string, typed: string | undefined, present: unknown): unknown {
  const line = (typed ?? "").trim();
  if (line === "") return present;
  return name === "accessEmails" ? line.split(",").map((address) => address.trim()) : line;
}

function initial(present: unknown): { initialValue?: string } {
  if (Array.isArray(present)) return { initialValue: present.join(", ") };
  return typeof present === "string" || typeof present === "number" ? { initialValue: String(present) } : {};
}

function stop(): never {
  process.stdout.write("Stopped. What was answered is kept; nothing was changed.\n");
  process.exit(1);
}
