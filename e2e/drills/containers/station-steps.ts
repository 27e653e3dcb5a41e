import { setTimeout as pause } from "node:timers/promises";
import { routes } from "@nonstop/contract/routes";
import { freePorts, type Ports } from "@nonstop/station/ports";
import { z } from "zod";
import type { Engine } from "./engine.ts";
import { words } from "./run-tool.ts";

/** The names that the drills' certificate authority knows. */
export const STATION_HOST = "tv.nonstop.example";
export const INGEST_HOST = "in.nonstop.example";
/** The house format of drills. */
export const HOUSE = "360p";
const AUTHORITY_ROOT = "/var/lib/nonstop/caddy/pki/authorities/local/root.crt";
const AsRun = z.object({ spans: z.array(z.object({ room: z.object({ kind: z.string() }) })) });

/** Free ports of this machine for all that the containers open, and what says so to docker-compose. */
export async function drillPorts(): Promise<{
  ports: Ports;
  rtmpsPort: number;
  env: Readonly<Record<string, string>>;
}> {
  const [ports, proxy] = [await freePorts(), await freePorts()];
  return {
    ports,
    rtmpsPort: proxy.rtmp,
    env: {
      // Two cores carry the station, its guests and a browser in it.
      HOUSE_FORMAT: HOUSE,
      EDGE_PORT: String(ports.worker),
      INGEST_PORT: String(ports.ingest),
      RTMP_PORT: String(ports.rtmp),
      CONTENTFUL_PORT: String(ports.contentful),
      ZOOM_PORT: String(ports.zoom),
      STREAM_PORT: String(ports.stream),
      MAIL_PORT: String(ports.mail),
      PROXY_BIND: "127.0.0.1",
      PROXY_HTTP_PORT: String(proxy.worker),
      PROXY_HTTPS_PORT: String(proxy.ingest),
      PROXY_RTMPS_PORT: String(proxy.rtmp),
      INGEST_HOST,
      CERTIFICATES: "public",
      ACME_DIRECTORY: "https://authority/acme/local/directory",
    },
  };
}

/** Starts the certificate authority, and waits until there is what others trust. */
export async function startAuthority(engine: Engine): Promise<void> {
  await engine.compose(words("up --detach --no-build authority"));
  const script = `until [ -f ${AUTHORITY_ROOT} ]; do sleep 0.2; done`;
  await engine.podman(["exec", engine.containerOf("authority"), "sh", "-c", script]);
}

/** Resolves when somebody says there that all is well. */
export async function untilHealthy(url: string): Promise<void> {
  while ((await fetch(`${url}/healthz`).catch(() => undefined))?.ok !== true) await pause(250);
}

/** Resolves when the channel airs a room of this kind. */
export async function untilAired(worker: string, producerToken: string, kind: string): Promise<void> {
  const headers = { authorization: `Bearer ${producerToken}` };
  for (;;) {
    const answer = await fetch(`${worker}${routes.asRun("main")}`, { headers }).catch(() => undefined);
    const asRun = AsRun.safeParse(await answer?.json().catch(() => undefined));
    if (asRun.data?.spans.at(-1)?.room.kind === kind) return;
    await pause(1000);
  }
}

/** How long ago, in whole seconds. */
export const secondsSince = (ms: number): number => Math.round((performance.now() - ms) / 1000);
