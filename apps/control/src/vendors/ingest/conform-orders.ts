import { ConformJob } from "@nonstop/contract/conform";
import { HeardError } from "@nonstop/contract/error-body";
import { routes } from "@nonstop/contract/routes";
import type { ConformOrders } from "../../schedule/ports/conform-orders.ts";
import type { VendorAnswer } from "../../schedule/ports/vendor-answer.ts";
import type { IngestSettings } from "../../settings.ts";
import { z } from "zod";
import { VENDOR_TIMEOUT_MS } from "../patience.ts";

/** Ingest over HTTP, as the room previews reach it. */
export function ingestOrders(settings: IngestSettings): ConformOrders {
  const headers = { authorization: `Bearer ${settings.token}`, "content-type": "application/json" };
  const call = async (path: string, init: RequestInit = {}): Promise<Answered | undefined> => {
    try {
      const answer = await fetch(new URL(path, settings.url), {
        ...init,
        headers,
        redirect: "manual",
        signal: AbortSignal.timeout(VENDOR_TIMEOUT_MS),
      });
      return { status: answer.status, ok: answer.ok, json: await answer.json() };
    } catch {
      return undefined;
    }
  };
  return {
    async order(asset, order) {
      const answer = await call(routes.libraryPiece(asset), { method: "POST", body: JSON.stringify(order) });
      const job = answer?.ok === true ? ConformJob.safeParse(answer.json) : undefined;
      if (job?.success === true) return { kind: "ok", value: { kind: "job", job: job.data.job } };
      const error = HeardError.safeParse(answer?.json).data?.error;
      if (error?.code === "asset-exists") return { kind: "ok", value: { kind: "name-taken" } };
      if (answer?.status === 400) return { kind: "refused", message: error?.message ?? "Ingest refuses it." };
      return problemOf(answer);
    },
    async readJob(job) {
      const answer = await call(routes.conformJob(job));
      const read = answer?.ok === true ? ConformJob.safeParse(answer.json) : undefined;
      if (read?.success === true) return { kind: "ok", value: read.data };
      return answer?.status === 404 ? { kind: "gone" } : problemOf(answer);
    },
    async cancel(job) {
      const answer = await call(routes.conformJob(job), { method: "DELETE" });
      const read = answer?.ok === true ? ConformJob.safeParse(answer.json) : undefined;
      if (read?.success === true) return { kind: "ok", value: read.data };
      return answer?.status === 404 ? { kind: "gone" } : problemOf(answer);
    },
    async readJobs() {
      const answer = await call(routes.conformJobs);
      const read = answer?.ok === true ? Jobs.safeParse(answer.json) : undefined;
      return read?.success === true ? { kind: "ok", value: read.data.jobs } : problemOf(answer);
    },
  };
}

const Jobs = z.object({ jobs: z.array(ConformJob) });

type Answered = { status: number; ok: boolean; json: unknown };

function problemOf(answer: Answered | undefined): VendorAnswer<never> {
  if (answer === undefined) return { kind: "retry", message: "Ingest does not answer." };
  const cure = answer.status === 401 ? " Check that both sides hold the same INGEST_TOKEN." : "";
  const said = HeardError.safeParse(answer.json).data?.error.message;
  return { kind: "retry", message: said ?? `Ingest answers ${answer.status}.${cure}` };
}
