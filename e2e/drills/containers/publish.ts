import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { DEMO_SECRETS } from "@nonstop/station/secrets";
import { makeStreamKey } from "../../../apps/ingest/src/rtmp/stream-key-check.ts";
import type { Engine } from "./engine.ts";
import { words } from "./run-tool.ts";

const AUTHORITY = "/authority/caddy/pki/authorities/local/root.crt";
const KEY_SECONDS = 3600;
const LOOK_EVERY_MS = 250;
const RoomStates = z.object({ rooms: z.array(z.object({ room: z.string(), state: z.string() })) });

/** Who publishes: a container of its own, so with an address of its own. */
export type Publisher = { name: string; end: () => Promise<void>; isRunning: () => Promise<boolean> };

/** The stream key of a room that no airing has. */
export const keyOf = (room: string, secret = DEMO_SECRETS.STREAM_KEY_SECRET): string =>
  makeStreamKey({ room, expiresAt: Math.floor(Date.now() / 1000) + KEY_SECONDS, nonce: "drill" }, secret);

/** An ffmpeg that publishes by RTMPS. It trusts the drill's certificate authority alone, and checks the name. */
export async function publish(engine: Engine, name: string, address: string): Promise<Publisher> {
  const container = `nonstop-drill-${name}`;
  await engine.podman([
    ...words(`run --detach --name ${container} --network ${engine.network}`),
    ...words("--volume nonstop-drill_authority:/authority:ro --entrypoint ffmpeg"),
    ...words("localhost/nonstop/sandbox -loglevel error -re"),
    ...words("-f lavfi -i testsrc2=size=640x360:rate=30 -f lavfi -i sine"),
    ...words("-c:v libx264 -preset ultrafast -tune zerolatency -g 60 -pix_fmt yuv420p -c:a aac"),
    ...words(`-f flv -tls_verify 1 -ca_file ${AUTHORITY} ${address}`),
  ]);
  return {
    name: container,
    isRunning: async () => {
      const { output } = await engine.podman(["inspect", "--format", "{{.State.Running}}", container]);
      return output.includes("true");
    },
    end: async () => void (await engine.podman(["rm", "--force", "--time", "1", container])),
  };
}

/** Shows so many wrong keys from one address, one after the other, and ends when the last was refused. */
export async function guessKeys(engine: Engine, address: string, count: number): Promise<void> {
  const push = `ffmpeg -loglevel quiet -f lavfi -i color=size=64x64 -t 1 -c:v libx264 -f flv "${address}$i" || true`;
  await engine.podman([
    ...words(`run --rm --network ${engine.network} --entrypoint /bin/sh localhost/nonstop/sandbox -c`),
    `for i in $(seq ${count}); do ${push}; done`,
  ]);
}

/** Resolves when ingest says of a room what is wanted. */
export async function untilRoom(ingest: string, room: string, wanted: string): Promise<void> {
  for (;;) {
    const headers = { authorization: `Bearer ${DEMO_SECRETS.INGEST_TOKEN}` };
    const answer = await fetch(`${ingest}/rooms`, { headers }).catch(() => undefined);
    const states = RoomStates.safeParse(await answer?.json().catch(() => undefined));
    const state = states.data?.rooms.find((each) => each.room === room)?.state;
    if (state === wanted) return;
    await pause(LOOK_EVERY_MS);
  }
}
