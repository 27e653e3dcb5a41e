import { weightOf, type Warning } from "@nonstop/contract/warning";
import type { PieceStore } from "../library/piece-store.ts";
import type { ConformOrders } from "../ports/conform-orders.ts";
import { afterOneStep } from "../steps/one-by-one.ts";
import type { Done, Idle, Outcome, StepTable } from "../steps/step-driver.ts";
import { endedImport, nextImportStep, type Import, type ImportStep } from "./import.ts";
import type { ImportStore } from "./import-store.ts";
import { runImportStep, type ImportDoors } from "./run-import-step.ts";

/** A step that failed so often is worth telling. */
const WORTH_TELLING = 3;

/** The imports and their step table, for the driver. */
export class ImportSteps implements StepTable<Import, ImportStep, "imports"> {
  readonly name = "import";
  readonly lanes = ["imports"] as const;
  readonly #imports: ImportStore;
  readonly #pieces: Pick<PieceStore, "know">;
  readonly #ingest: ConformOrders;
  readonly #tidy: ImportDoors["tidy"];

  constructor(o: {
    imports: ImportStore;
    pieces: Pick<PieceStore, "know">;
    ingest: ConformOrders;
    tidy: ImportDoors["tidy"];
  }) {
    this.#imports = o.imports;
    this.#pieces = o.pieces;
    this.#ingest = o.ingest;
    this.#tidy = o.tidy;
  }

  /** A piece has come into the library: the import that waits for it is looked at, and what that says of the piece is known. */
  pieceReady(asset: string, nowMs: number): void {
    const one = this.#imports.underWay(asset);
    if (one === undefined) return;
    this.#pieces.know(asset, one.facts);
    this.#imports.write({ ...one, dueMs: nowMs });
  }

  /** What the control room should know of imports that nobody looks at, because nobody asked for them by hand. */
  warnings(): Warning[] {
    const code = "import-fails";
    return this.#imports.allUnderWay().flatMap((one) => {
      if (one.attempt < WORTH_TELLING || one.lastError === undefined) return [];
      const message = `"${one.title}" is not in the library yet: ${one.lastError} Trying again.`;
      return [{ id: `import:${one.id}`, code, weight: weightOf(code), message }];
    });
  }

  idOf({ id }: Import): string {
    return id;
  }

  read(id: string): Import | undefined {
    return this.#imports.read(id);
  }

  write(one: Import): void {
    this.#imports.write(one);
  }

  remove(id: string): void {
    this.#imports.remove(id);
  }

  due(nowMs: number, limit: number): Import[] {
    return this.#imports.due(nowMs, limit);
  }

  nextDueMs(nowMs: number): number | undefined {
    return this.#imports.nextDueMs(nowMs);
  }

  steps(one: Import): { imports: ImportStep | Idle } {
    return { imports: nextImportStep(one) };
  }

  run(step: ImportStep, one: Import, nowMs: number): Promise<Outcome<Import>> {
    return runImportStep(step, one, { ingest: this.#ingest, tidy: this.#tidy, nowMs });
  }

  after(one: Import, done: Done<Import, ImportStep>): Import {
    return afterOneStep(one, done, (tried, problem) =>
      endedImport(tried, { how: "refused", problem }, done.nowMs),
    );
  }

  /** Nothing is left to be done. */
  atRest(one: Import): Import {
    return { ...one, attempt: 0, lastError: undefined, dueMs: undefined };
  }
}
