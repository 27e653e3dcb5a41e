import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { findEcho } from "./find-echo.ts";

/** What the thread is asked at its start. It answers with the echo or undefined, and ends. */
const Question = z.object({ samples: z.instanceof(Float64Array), rate: z.number() });

const { samples, rate } = Question.parse(workerData);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(findEcho(samples, rate));
