import {
  ARCHIVE_VERSION,
  ArchiveHead,
  ArchiveLine,
  type ArchiveRow,
  type PastFacts,
  type PastPage,
} from "@nonstop/contract/archive";
import { z } from "zod";

/** An archive as it was read. */
export type ReadArchive = {
  head: ArchiveHead;
  rows: ArchiveRow[];
  facts: PastFacts | undefined;
  /** Newest first. */
  pages: PastPage[];
};

export type ArchiveAnswer = { kind: "archive"; archive: ReadArchive } | { kind: "bad"; message: string };

/** As much text as a station's years come to, with room to spare: more would not fit an isolate. */
const MAX_TEXT = 60_000_000;
const Version = z.looseObject({ format: z.literal("nonstop-archive"), version: z.int() });

/** Reads the bytes of an archive. What is wrong with it is said in a sentence. */
export async function readArchive(body: ReadableStream<Uint8Array>): Promise<ArchiveAnswer> {
  let text: string;
  try {
    text = await new Response(
      body.pipeThrough(new DecompressionStream("gzip")).pipeThrough(bounded()),
    ).text();
  } catch {
    return bad(`It is no gzip file, was cut off, or is larger than ${MAX_TEXT} bytes of text.`);
  }
  const [first = "", ...others] = text.trimEnd().split("\n");
  const head = headOf(first);
  if (typeof head === "string") return bad(head);
  const archive: ReadArchive = { head, rows: [], facts: undefined, pages: [] };
  let ending: number | undefined;
  for (const [index, text] of others.entries()) {
    const line = ArchiveLine.safeParse(jsonOf(text));
    if (!line.success) return bad(`Its line ${index + 2} cannot be read.`);
    const { data } = line;
    if (data.kind === "row") archive.rows.push(data);
    else if (data.kind === "past") archive.pages.push(data);
    else if (data.kind === "past-facts") archive.facts = data;
    else if (data.kind === "end") ending = data.lines;
  }
  return ending === others.length ? { kind: "archive", archive } : bad("It was cut off: its end is missing.");
}

function headOf(text: string): ArchiveHead | string {
  const version = Version.safeParse(jsonOf(text));
  if (!version.success) return "It is no archive of a station.";
  if (version.data.version > ARCHIVE_VERSION)
    return "It was made by a later release: bring the station up to date first.";
  const head = ArchiveHead.safeParse(jsonOf(text));
  return head.success ? head.data : "Its first line cannot be read.";
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function bounded(): TransformStream<Uint8Array, Uint8Array> {
  let length = 0;
  return new TransformStream({
    transform(chunk, controller) {
      length += chunk.byteLength;
      if (length > MAX_TEXT) controller.error(new Error("too large"));
      else controller.enqueue(chunk);
    },
  });
}

function bad(message: string): ArchiveAnswer {
  return { kind: "bad", message };
}
