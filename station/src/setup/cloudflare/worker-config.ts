import { createHash } from "node:crypto";
import { dirname, join, relative } from "node:path";
import { WORKER_PATHS, type WorkerName } from "@nonstop/contract/worker-of-path";
import type { Unstable_RawConfig } from "wrangler";
import { WORKER_CONFIGS } from "../../deploy-plan.ts";
import { REPOSITORY } from "../../repository.ts";
import type { SetupContext } from "../parts.ts";
import { developmentConfig } from "./development-config.ts";
import { valuesOf } from "./worker-settings.ts";

/**
 * Which part of its invocations each Worker logs. At full rate logs cost twice what the requests cost that they are about; what
 * people have to know is told by the control room.
 */
const LOGGED: Readonly<Record<WorkerName, number>> = { channel: 0.01, viewers: 0.01, control: 0.05 };

/** What is taken from the configuration of development as it stands. */
const SAME = [
  "name",
  "compatibility_date",
  "compatibility_flags",
  "send_metrics",
  "triggers",
  "cache",
  "durable_objects",
  "exports",
] as const;
/** What is made anew for a real station. */
const MADE = [
  "main",
  "assets",
  "observability",
  "kv_namespaces",
  "r2_buckets",
  "ratelimits",
  "vars",
] as const;

/**
 * The configuration that a Worker of a real station is deployed from: that of development, with everything that is this
 * station's own in its place. It stands alone: it has no environments, so nothing is inherited by accident. `folder` is where
 * the file will stand; its paths begin there. Throws when the configuration of development has a field that nobody decided about.
 */
export function workerConfig(
  worker: WorkerName,
  o: { folder: string; context: SetupContext },
): Unstable_RawConfig {
  const source = join(REPOSITORY, WORKER_CONFIGS[worker]);
  const base = developmentConfig(worker);
  const undecided = Object.keys(base).filter((key) => ![...SAME, ...MADE].some((known) => known === key));
  if (undecided.length > 0)
    throw new Error(
      `${WORKER_CONFIGS[worker]} has ${undecided.join(", ")}: decide in worker-config.ts what a deployment gets.`,
    );
  const { answers, folder: station } = o.context;
  const { made, secrets } = station;
  const known = { answers, made, secrets };
  const fromFolder = (path: string): string => relative(o.folder, join(dirname(source), path));
  const { host } = answers.station;
  return {
    ...Object.fromEntries(SAME.flatMap((key) => (base[key] === undefined ? [] : [[key, base[key]]]))),
    account_id: answers.cloudflare.accountId,
    main: fromFolder(base.main ?? ""),
    ...(base.assets?.directory === undefined
      ? {}
      : { assets: { ...base.assets, directory: fromFolder(base.assets.directory) } }),
    // The station's hostname alone leads to it.
    workers_dev: false,
    preview_urls: false,
    routes: routesOf(worker, host, answers.cloudflare.zone),
    observability: {
      enabled: true,
      head_sampling_rate: LOGGED[worker],
      logs: {
        enabled: true,
        head_sampling_rate: LOGGED[worker],
        // Of an invocation the address is logged, and that of a guest's page is a secret.
        invocation_logs: worker !== "control",
      },
    },
    ...(base.kv_namespaces === undefined
      ? {}
      : { kv_namespaces: base.kv_namespaces.map((each) => ({ ...each, id: made.kvNamespaceId ?? "" })) }),
    ...(base.r2_buckets === undefined
      ? {}
      : { r2_buckets: base.r2_buckets.map((each) => ({ ...each, bucket_name: made.bucket ?? "" })) }),
    ...(base.ratelimits === undefined
      ? {}
      : {
          ratelimits: base.ratelimits.map((each) => ({
            ...each,
            namespace_id: counterOf(host, each.namespace_id),
          })),
        }),
    vars: valuesOf(worker, "settings", known),
    secrets: { required: Object.keys(valuesOf(worker, "secrets", known)) },
  };
}

/** Control has the whole hostname. A route goes before it, and of two routes the longer one. */
function routesOf(
  worker: WorkerName,
  host: string,
  zone_name: string,
): NonNullable<Unstable_RawConfig["routes"]> {
  const routes = WORKER_PATHS.filter((one) => one.worker === worker).map(({ path }) => ({
    pattern: `${host}${path}/*`,
    zone_name,
  }));
  return worker === "control" ? [{ pattern: host, custom_domain: true }, ...routes] : routes;
}

const STATIONS = 200_000;
const COUNTERS = 10_000;
/** A counter's number belongs to the account: two stations with the same one would count together. Below 2^31. */
function counterOf(host: string, ofDevelopment: string): string {
  const station = createHash("sha256").update(host).digest().readUInt32BE() % STATIONS;
  return String((station + 1) * COUNTERS + Number(ofDevelopment));
}
