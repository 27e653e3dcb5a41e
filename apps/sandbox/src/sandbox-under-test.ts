import { createServer } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSandbox } from "./sandbox.ts";
import type { Sandbox } from "./sandbox.ts";
import { readSettings } from "./settings.ts";

export type Hook = { path: string; method: string; headers: IncomingHttpHeaders; body: string };

export type TestSandbox = {
  sandbox: Sandbox;
  contentful: string;
  zoom: string;
  stream: string;
  mail: string;
  stateDir: string;
  /** The webhooks that arrived, oldest first. */
  hooks: Hook[];
  /** Waits for a webhook. Earlier ones stay in `hooks`. */
  hook: (matches: (hook: Hook) => boolean) => Promise<Hook>;
  close: () => Promise<void>;
};

export const WEBHOOK_SECRET = "0123456789abcdef".repeat(4);

/** All stand-ins on free ports, with a station that records its webhooks and answers them with `status`. */
export async function openTestSandbox(
  answer: (hook: Hook) => { status: number; body?: string },
  environment: Readonly<Record<string, string>> = {},
): Promise<TestSandbox> {
  const hooks: Hook[] = [];
  const waiting: { matches: (hook: Hook) => boolean; resolve: (hook: Hook) => void }[] = [];
  const station = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { url = "", method = "", headers } = request;
      const hook = { path: url, method, headers, body: Buffer.concat(chunks).toString() };
      hooks.push(hook);
      const { status, body = "" } = answer(hook);
      response.writeHead(status).end(body);
      for (const wait of waiting.filter((each) => each.matches(hook))) wait.resolve(hook);
    });
  });
  await new Promise<void>((resolve) => station.listen(0, "127.0.0.1", resolve));
  const stateDir = mkdtempSync(join(tmpdir(), "nonstop-sandbox-"));
  const address = station.address();
  const read = readSettings({
    CONTENTFUL_PORT: "0",
    ZOOM_PORT: "0",
    STREAM_PORT: "0",
    STREAM_RTMPS_PORT: "0",
    MAIL_PORT: "0",
    SMTP_PORT: "0",
    PUBLIC_URL: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
    STATE_DIR: stateDir,
    GUEST_SIZE: "640x360",
    CONTENTFUL_CDA_TOKEN: "cda",
    CONTENTFUL_CMA_TOKEN: "cma",
    CONTENTFUL_WEBHOOK_SECRET: WEBHOOK_SECRET,
    ZOOM_ACCOUNT_ID: "account",
    ZOOM_HOST_USER: "host@station.example",
    ZOOM_CLIENT_ID: "client",
    ZOOM_CLIENT_SECRET: "secret",
    ZOOM_WEBHOOK_SECRET: "zoom-secret",
    ...environment,
  });
  if (read.kind !== "settings") throw new Error(read.sentences.join(" "));
  const sandbox = await openSandbox(read.settings);
  return {
    sandbox,
    contentful: `127.0.0.1:${sandbox.ports.contentful}`,
    zoom: `http://127.0.0.1:${sandbox.ports.zoom}`,
    stream: `http://127.0.0.1:${sandbox.ports.stream}`,
    mail: `http://127.0.0.1:${sandbox.ports.mail}`,
    stateDir,
    hooks,
    hook: (matches) => {
      const there = hooks.find(matches);
      if (there !== undefined) return Promise.resolve(there);
      return new Promise((resolve) => waiting.push({ matches, resolve }));
    },
    close: async () => {
      await sandbox.close();
      station.closeAllConnections();
      await new Promise((resolve) => station.close(resolve));
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}
