import { dirname, join, relative } from "node:path";
import { experimental_readRawConfig, type Unstable_RawConfig } from "wrangler";
import { CONTAINER_CONFIGS, type ContainerName } from "../../deploy-plan.ts";
import { REPOSITORY } from "../../repository.ts";
import type { SetupContext } from "../parts.ts";

/** Its Worker speaks once a minute, and says what is wrong: little enough to keep whole. */
const LOGGED = 1;

/** Which containers a station may have at Cloudflare. Where a machine takes the pictures, ingest's name is the machine's. */
export function containersOf({ answers }: SetupContext): ContainerName[] {
  return answers.station.liveSource === "ingest" ? ["playout"] : ["playout", "ingest"];
}

/** The configuration of a container's Worker for a real station, made of that in `apps/containers`. Its paths begin at `folder`. */
export function containerConfig(
  container: ContainerName,
  o: { folder: string; context: SetupContext },
): Unstable_RawConfig {
  const source = join(REPOSITORY, CONTAINER_CONFIGS[container]);
  const base = experimental_readRawConfig({ config: source }).rawConfig;
  const { station, cloudflare } = o.context.answers;
  const fromFolder = (path: string): string => relative(o.folder, join(dirname(source), path));
  return {
    ...base,
    account_id: cloudflare.accountId,
    main: fromFolder(base.main ?? ""),
    observability: { enabled: true, head_sampling_rate: LOGGED },
    containers: (base.containers ?? []).map((each: { image?: string; image_build_context?: string }) => ({
      ...each,
      ...(each.image === undefined ? {} : { image: fromFolder(each.image) }),
      ...(each.image_build_context === undefined
        ? {}
        : { image_build_context: fromFolder(each.image_build_context) }),
    })),
    // Control and playouts reach ingest there. Nobody asks a playout for anything.
    ...(container === "ingest" ? { routes: [{ pattern: station.ingestHost, custom_domain: true }] } : {}),
    vars: {
      ...base.vars,
      REGION: station.region,
      HOUSE_FORMAT: station.houseFormat,
      EDGE_URL: `https://${station.host}`,
      ...(container === "playout" ? { INGEST_URL: `https://${station.ingestHost}` } : {}),
    },
  };
}
