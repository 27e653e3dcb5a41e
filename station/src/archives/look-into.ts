import { gunzipSync } from "node:zlib";
import { ArchiveEnd, ArchiveHead } from "@nonstop/contract/archive";

/** What an archive says of itself. */
export type ArchiveFacts = { madeMs: number; host: string; events: number; pieces: number };

/** Looks into an archive: undefined when it is none, or was cut off. */
export function lookInto(bytes: Uint8Array): ArchiveFacts | undefined {
  try {
    const lines = gunzipSync(bytes).toString("utf8").trimEnd().split("\n");
    const head = ArchiveHead.parse(JSON.parse(lines[0] ?? ""));
    const end = ArchiveEnd.parse(JSON.parse(lines.at(-1) ?? ""));
    if (end.lines !== lines.length - 1) return undefined;
    const rowsOf = (table: string): number =>
      lines.filter((line) => line.startsWith(`{"kind":"row","table":"${table}",`)).length;
    return {
      madeMs: head.madeMs,
      host: head.settings["PUBLIC_URL"] ?? "",
      events: rowsOf("event"),
      pieces: rowsOf("asset"),
    };
  } catch {
    return undefined;
  }
}

/** An archive in a sentence. */
export function inWords({ madeMs, host, events, pieces }: ArchiveFacts): string {
  return `${host || "a station"} as of ${new Date(madeMs).toISOString()}: ${events} events, ${pieces} pieces of the library`;
}
