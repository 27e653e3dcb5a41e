/** Our Workers. One hostname is shared out among them by path. */
export const WORKERS = ["channel", "viewers", "control"] as const;
export type WorkerName = (typeof WORKERS)[number];

/** Which Worker answers below a path; the longest that fits counts. Whatever fits none is control's. */
export const WORKER_PATHS: readonly { path: string; worker: WorkerName }[] = [
  { path: "/live", worker: "viewers" },
  { path: "/replay", worker: "viewers" },
  { path: "/origin", worker: "channel" },
  // What our containers ask of the schedule, and tell it.
  { path: "/origin/v1/schedule", worker: "control" },
];

/** The Worker that a path (without its query) belongs to. */
export function workerOfPath(path: string): WorkerName {
  const fits = WORKER_PATHS.filter((one) => path.startsWith(`${one.path}/`));
  return fits.toSorted((a, b) => b.path.length - a.path.length)[0]?.worker ?? "control";
}
