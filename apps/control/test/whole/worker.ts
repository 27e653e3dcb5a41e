import channel from "@nonstop/channel/worker";
import { type WorkerName, workerOfPath } from "@nonstop/contract/worker-of-path";
import viewers from "@nonstop/viewers/worker";
import type { Env } from "../../src/env.ts";
import control from "../../src/index.ts";

export { Channel } from "@nonstop/channel/worker";
export { Sessions } from "../../src/index.ts";
export { Schedule } from "./schedule-under-test.ts";

type Fetch = (request: Request, env: Env, ctx: ExecutionContext) => Response | Promise<Response>;
const workers: Readonly<Record<WorkerName, { fetch: Fetch }>> = { channel, viewers, control };

/** The three Workers behind one door, as the routes of a deployment put them. */
export default {
  fetch: (request, env, ctx) => workers[workerOfPath(new URL(request.url).pathname)].fetch(request, env, ctx),
  scheduled: control.scheduled,
} satisfies ExportedHandler<Env>;
