import type { Unstable_RawConfig } from "wrangler";
import type { Problem } from "../part.ts";

/** Ids that stand in the configurations of development. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(["", "station"]);
/** Settings that a deployment must not have, whatever their value. */
const FOR_DEVELOPMENT: ReadonlySet<string> = new Set(["PULL_LOCAL", "CONTENTFUL_INSECURE"]);
const LOCAL = /(?:^|[/@.])(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)(?=[:/]|$)/;
const SETUP = "Correct the answers and run `pnpm setup`: it writes the right one.";

/**
 * What of a Worker's configuration must never be deployed, by field, with its cure. No value is repeated.
 */
export function configFaults(config: Unstable_RawConfig): Problem[] {
  const problems: Problem[] = [];
  const refuse = (field: string, why: string, cure = SETUP): void => {
    problems.push({ what: `${config.name ?? "a Worker"}: ${field} ${why}`, cure });
  };
  for (const { binding, id } of config.kv_namespaces ?? [])
    if (PLACEHOLDERS.has(id ?? "")) refuse(`kv_namespaces ${binding}`, "has no id of a namespace");
  for (const { binding, bucket_name } of config.r2_buckets ?? [])
    if (PLACEHOLDERS.has(bucket_name ?? "")) refuse(`r2_buckets ${binding}`, "has no name of a bucket");
  for (const [name, value] of Object.entries(config.vars ?? {})) {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    if (FOR_DEVELOPMENT.has(name) && text !== "" && text !== "false")
      refuse(`vars.${name}`, "is for development alone");
    else if (LOCAL.test(text)) refuse(`vars.${name}`, "leads to this machine");
    else if (/^(?:http|rtmp):\/\//.test(text))
      refuse(
        `vars.${name}`,
        "is without TLS",
        "Write an https or rtmps address into the answers, and run `pnpm setup`.",
      );
  }
  if ((config.routes ?? []).length === 0) refuse("routes", "are missing: no address would lead to it");
  if (config.env !== undefined) refuse("env", "has environments, which inherit by accident");
  if (config.workers_dev !== false) refuse("workers_dev", "is not false: a second address would lead to it");
  const secrets = config.secrets?.required ?? [];
  for (const name of Object.keys(config.vars ?? {}))
    if (/_(?:TOKEN|SECRET|PASSWORD)$/.test(name))
      refuse(`vars.${name}`, "is a secret among the settings", `Keep ${name} in .station/secrets.json.`);
  if (config.name !== "nonstop-viewers" && secrets.length === 0) refuse("secrets.required", "names none");
  return problems;
}

/** Secrets that stand in this repository, for demos and stand-ins. */
const DEMO_SECRET = /^demo-only-|^stream-token$/;
const MIN_SECRET_LENGTH = 16;
/** Secrets of the station's own making. How long a vendor's are is the vendor's business. */
const OWN =
  /^(?:ORIGIN_TOKEN|INGEST_TOKEN|STREAM_KEY_SECRET|PRODUCER_TOKEN|OPERATOR_TOKEN|GUEST_LINK_SECRET)/;

/** Why a Worker must not be given these secrets, with the cure. No value is repeated. */
export function secretFaults(worker: string, secrets: Readonly<Record<string, string>>): Problem[] {
  return Object.entries(secrets)
    .filter(
      ([name, value]) => DEMO_SECRET.test(value) || (OWN.test(name) && value.length < MIN_SECRET_LENGTH),
    )
    .map(([name]) => ({
      what: `${worker}: the secret ${name} is of a demo, or too short to be one`,
      cure: `Take ${name} out of .station/secrets.json and run \`pnpm setup\`: it makes or asks for another.`,
    }));
}

/** What is allowed and still worth a sentence before a deploy. */
export function configNotes(config: Unstable_RawConfig): string[] {
  return config.vars?.["REGION"] === ""
    ? [
        `${config.name}: REGION is empty, so the channel is made near whoever asks for it first, and stays there.`,
      ]
    : [];
}
