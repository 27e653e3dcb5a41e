import type { RestoreAnswer } from "@nonstop/contract/archive";
import { present } from "@nonstop/contract/present";
import { channelByName, firstChannel } from "@nonstop/door/channel-of";
import type { Env } from "../../env.ts";
import { assetNames } from "../library/read-unknown-pieces.ts";
import { scheduleOf } from "../schedule-of.ts";
import { archivedSettings, settingNotes } from "./archived-settings.ts";
import type { ReadArchive } from "./read-archive.ts";
import type { TablesRefusal } from "./restore-tables.ts";

/**
 * Puts an archive back. The schedule comes first, all or nothing. The past is added page by page, newest first: where it breaks off,
 * the same call goes on.
 */
export async function restoreArchive(
  { head, rows, facts, pages }: ReadArchive,
  env: Env,
  o: { replaces: boolean },
): Promise<{ kind: "restored"; answer: RestoreAnswer } | TablesRefusal> {
  const channel = channelByName(env, firstChannel(env));
  const stored = await assetNames(env.MEDIA);
  const { rundownVersion } = await channel.figures();
  const archived = { level: head.scheduleLevel, rows };
  const restored = await scheduleOf(env).restore(archived, {
    ...o,
    madeMs: head.madeMs,
    pieces: stored,
    rundownVersion,
  });
  if (restored.kind !== "restored") return restored;
  let asRunFrom: number | undefined;
  if (facts !== undefined) await channel.addPast({ facts });
  for (const page of pages) asRunFrom = await channel.addPast({ page });
  const { events, pieces } = restored;
  const names = rows.flatMap(({ table, row }) => (table === "asset" ? [String(row["asset"])] : []));
  return {
    kind: "restored",
    answer: {
      events,
      pieces,
      missingPieces: names.filter((name) => !stored.includes(name)),
      ...present({ asRunFrom }),
      notes: settingNotes(head.settings, archivedSettings({ ...env })),
    },
  };
}
