import type { ConformJob, LibraryOrder } from "@nonstop/contract/conform";
import type { VendorAnswer } from "./vendor-answer.ts";

/** What an order became: a job, or nothing because the library has a piece of that name. */
export type OrderAnswer = { kind: "job"; job: string } | { kind: "name-taken" };

/** Fetches recordings and conforms them. */
export type ConformOrders = {
  /** Has a recording fetched and conformed. The same source again is the same job. */
  order(asset: string, order: LibraryOrder): Promise<VendorAnswer<OrderAnswer>>;
  /** How far a job is; `gone` when ingest was started anew since. */
  readJob(job: string): Promise<VendorAnswer<ConformJob>>;
  /** Gives a job up that is not over; `gone` when there is none. */
  cancel(job: string): Promise<VendorAnswer<ConformJob>>;
  /** All jobs since ingest was started, the oldest first. */
  readJobs(): Promise<VendorAnswer<ConformJob[]>>;
};
