import type { ImportsAnswer } from "@nonstop/contract/imports";
import type { ConformJob } from "@nonstop/contract/conform";
import { MAX_ASSET_NAME } from "@nonstop/contract/names";
import { isNameOfDoor } from "@nonstop/contract/new-asset";
import { freeSlug, slugOf } from "@nonstop/schedule/slug";
import type { PieceStore } from "../library/piece-store.ts";
import type { ConformOrders } from "../ports/conform-orders.ts";
import { endedImport, Import, importStatus } from "./import.ts";
import type { ImportStore } from "./import-store.ts";

/** Most imports that are under way at one time. */
const MAX_UNDER_WAY = 200;
const MAX_LISTED = 200;
/** What became of an import is shown for so long. */
const KEPT_MS = 7 * 86_400_000;

/** An import as it is asked for: the schedule gives it a name when it has none. */
export type NewImport = Omit<Import, "asset" | "askedMs" | "ordered" | "attempt"> & {
  asset: string | undefined;
};

/** Why a wish was not taken: its name cannot be had, or too many are under way. */
export type NotAdded =
  | { kind: "name-taken"; asset: string }
  | { kind: "name-busy"; asset: string }
  | { kind: "full" };
/** What became of a wish. `known`: it was taken before. */
export type AddAnswer = { kind: "added"; import: Import } | { kind: "known"; import: Import } | NotAdded;

/** Where recordings are asked for, listed and given up. */
export class ImportDesk {
  readonly #imports: ImportStore;
  readonly #pieces: Pick<PieceStore, "has">;
  readonly #ingest: ConformOrders;

  constructor(o: { imports: ImportStore; pieces: Pick<PieceStore, "has">; ingest: ConformOrders }) {
    this.#imports = o.imports;
    this.#pieces = o.pieces;
    this.#ingest = o.ingest;
  }

  /** Records an import. The same id again is the same import. */
  add(wish: NewImport, nowMs: number): AddAnswer {
    this.#imports.forgetOver(nowMs - KEPT_MS);
    const known = this.#imports.read(wish.id);
    if (known !== undefined) return { kind: "known", import: known };
    if (this.#imports.allUnderWay().length >= MAX_UNDER_WAY) return { kind: "full" };
    const asset = wish.asset ?? this.#freeName(wish.title);
    if (this.#imports.underWay(asset) !== undefined) return { kind: "name-busy", asset };
    if (!wish.replace && this.#pieces.has(asset)) return { kind: "name-taken", asset };
    const one = Import.parse({ ...wish, asset, askedMs: nowMs, dueMs: nowMs });
    this.#imports.write(one);
    return { kind: "added", import: one };
  }

  /** An import by its id. */
  find(id: string): Import | undefined {
    return this.#imports.read(id);
  }

  /** An import that is under way has its files at other addresses, or another secret opens them. It goes on where it was. */
  renew(id: string, to: Pick<Import, "files" | "bearer">): void {
    const one = this.#imports.read(id);
    if (one !== undefined && one.ended === undefined) this.#imports.write({ ...one, ...to });
  }

  /** Gives an import up. Undefined when there is none; one that is over stays as it is. */
  cancel(id: string, nowMs: number): Import | undefined {
    const one = this.#imports.read(id);
    if (one === undefined || one.ended !== undefined) return one;
    const cancelled = endedImport(one, { how: "cancelled" }, nowMs);
    this.#imports.write(cancelled);
    return cancelled;
  }

  /** The imports, the newest first, with how far ingest is just now. */
  async list(): Promise<ImportsAnswer> {
    const imports = this.#imports.newest(MAX_LISTED);
    const isAnyAtIngest = imports.some(({ ended, job }) => ended === undefined && job !== undefined);
    const answer = isAnyAtIngest ? await this.#ingest.readJobs() : undefined;
    const jobs = new Map<string, ConformJob>(
      answer?.kind === "ok" ? answer.value.map((job) => [job.job, job]) : [],
    );
    return { imports: imports.map((one) => importStatus(one, jobs.get(one.job ?? ""))) };
  }

  #freeName(title: string): string {
    const isTaken = (name: string): boolean =>
      isNameOfDoor(name) || this.#pieces.has(name) || this.#imports.underWay(name) !== undefined;
    return freeSlug(slugOf(title, MAX_ASSET_NAME) || "recording", isTaken, MAX_ASSET_NAME);
  }
}
