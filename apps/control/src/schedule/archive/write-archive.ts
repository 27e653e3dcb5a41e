import {
  ARCHIVE_VERSION,
  type ArchiveHead,
  type ArchiveLine,
  type Past,
  type PastPage,
} from "@nonstop/contract/archive";
import type { ArchivedTables } from "./archived-tables.ts";

/** What an archive is made from. */
export type Archived = {
  channel: string;
  settings: Readonly<Record<string, string>>;
  tables: ArchivedTables;
  /** Reads a page of the channel's past before a second. */
  past: (before: number | undefined) => Promise<Past>;
  nowMs: number;
};

/** An archive as gzipped bytes. Pages of the past are read one by one, so that an object's memory bounds no station's years. */
export async function writeArchive(archived: Archived): Promise<Uint8Array<ArrayBuffer>> {
  const zipped = new CompressionStream("gzip");
  const bytes = new Response(zipped.readable).arrayBuffer();
  const writer = zipped.writable.getWriter();
  const encoder = new TextEncoder();
  for await (const line of linesOf(archived)) await writer.write(encoder.encode(`${JSON.stringify(line)}\n`));
  await writer.close();
  return new Uint8Array(await bytes);
}

async function* linesOf({ channel, settings, tables, past, nowMs }: Archived): AsyncGenerator<ArchiveLine> {
  let lines = 1;
  const head: ArchiveHead = {
    kind: "head",
    format: "nonstop-archive",
    version: ARCHIVE_VERSION,
    madeMs: nowMs,
    channel,
    settings,
    scheduleLevel: tables.level,
  };
  yield head;
  for (const row of tables.rows) {
    lines += 1;
    yield row;
  }
  let { page, facts } = await past(undefined);
  if (facts !== undefined) {
    lines += 1;
    yield { kind: "past-facts", ...facts };
  }
  while (page !== undefined) {
    lines += 1;
    yield { kind: "past", ...page };
    page = await earlierPage(past, page);
  }
  yield { kind: "end", lines };
}

async function earlierPage(past: Archived["past"], { from }: PastPage): Promise<PastPage | undefined> {
  const { page } = await past(from);
  return page === undefined || page.from >= from ? undefined : page;
}
