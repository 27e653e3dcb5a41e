import type { ImportRequest, ImportStatus } from "@nonstop/contract/imports";
import { present } from "@nonstop/contract/present";
import type { OrderedFile } from "@nonstop/contract/conform";
import { importStatus } from "./import.ts";
import type { ImportDesk, NotAdded } from "./import-desk.ts";

/** An import that a producer has asked for, or why it was not taken. */
export type ImportAdded = { kind: "added"; status: ImportStatus } | NotAdded;

/** Records what a producer asks for. */
export function addAskedImport(desk: ImportDesk, request: ImportRequest, nowMs: number): ImportAdded {
  const { url, object, asset, title, filler, replace, ...facts } = request;
  const file: OrderedFile = present({ url, object });
  const answer = desk.add(
    {
      id: crypto.randomUUID(),
      from: object === undefined ? "address" : "upload",
      asset,
      title,
      filler,
      replace,
      facts: present(facts),
      files: [file],
      words: [],
      objects: object === undefined ? [] : [object],
    },
    nowMs,
  );
  if (answer.kind !== "added" && answer.kind !== "known") return answer;
  return { kind: "added", status: importStatus(answer.import, undefined) };
}
