import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { vendorSettings } from "../edge/stand-in-bindings.ts";
import type { Secrets } from "../secrets.ts";
import type { Answers } from "./answers.ts";
import { StationFolder } from "./station-folder.ts";

/** Where the stand-ins of a local station are: addresses without a slash at the end. */
type StandIns = { contentful: string; zoom: string; stream: string; smtpPort: number };

/** What setup is told to prepare a station whose vendors are the stand-ins of this machine. Nothing of it can be deployed. */
function standInAnswers(secrets: Secrets, at: StandIns): z.input<typeof Answers> {
  const told = (name: string): string => vendorSettings(secrets)[name] ?? "";
  const { host } = new URL(at.contentful);
  return {
    station: {
      host: "tv.nonstop.example",
      ingestHost: "in.nonstop.example",
      timezone: "UTC",
      region: "weur",
    },
    contentful: {
      space: told("CONTENTFUL_SPACE"),
      environment: told("CONTENTFUL_ENVIRONMENT"),
      managementToken: secrets.CONTENTFUL_CMA_TOKEN,
      host,
      deliveryHost: host,
      insecure: true,
    },
    zoom: {
      accountId: told("ZOOM_ACCOUNT_ID"),
      clientId: secrets.ZOOM_CLIENT_ID,
      clientSecret: secrets.ZOOM_CLIENT_SECRET,
      webhookSecret: secrets.ZOOM_WEBHOOK_SECRET,
      hostUser: told("ZOOM_HOST_USER"),
      apiUrl: `${at.zoom}/v2`,
      oauthUrl: `${at.zoom}/oauth/token`,
    },
    cloudflare: {
      accountId: "nonstop-dev",
      apiToken: secrets.STREAM_API_TOKEN,
      zone: "nonstop.example",
      accessEmails: ["producer@nonstop.example"],
      streamToken: secrets.STREAM_API_TOKEN,
      apiUrl: `${at.stream}/client/v4`,
    },
    mail: {
      host: "127.0.0.1",
      port: at.smtpPort,
      user: told("SMTP_USER"),
      password: secrets.SMTP_PASSWORD,
      from: "Nonstop <tv@nonstop.example>",
    },
  };
}

/**
 * Writes these answers to `setup/answers.json` of a state folder, and beside them the one secret that a space has already: that
 * of its webhooks. Setup can then be rehearsed with that folder as its own.
 */
export function writeStandInAnswers(stateDir: string, secrets: Secrets, at: StandIns): void {
  const path = join(stateDir, "setup");
  mkdirSync(path, { recursive: true, mode: 0o700 });
  writeFileSync(join(path, "answers.json"), JSON.stringify(standInAnswers(secrets, at), undefined, 2), {
    mode: 0o600,
  });
  new StationFolder(path).keepSecrets({ CONTENTFUL_WEBHOOK_SECRET: secrets.CONTENTFUL_WEBHOOK_SECRET });
}
