import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEMO_SECRET_PREFIX } from "@nonstop/service/demo-secrets";
import { z } from "zod";

const Secrets = z.object({
  ORIGIN_TOKEN_PLAYOUT: z.string(),
  ORIGIN_TOKEN_INGEST: z.string(),
  INGEST_TOKEN: z.string(),
  STREAM_KEY_SECRET: z.string(),
  GUEST_LINK_SECRET: z.string(),
  CONTENTFUL_CDA_TOKEN: z.string(),
  CONTENTFUL_CMA_TOKEN: z.string(),
  CONTENTFUL_WEBHOOK_SECRET: z.string().length(64),
  CONTENTFUL_APP_SECRET: z.string().length(64),
  ZOOM_CLIENT_ID: z.string(),
  ZOOM_CLIENT_SECRET: z.string(),
  ZOOM_WEBHOOK_SECRET: z.string(),
  STREAM_API_TOKEN: z.string(),
  STREAM_WEBHOOK_SECRET: z.string(),
  STREAM_NOTIFICATION_SECRET: z.string(),
  PRODUCER_TOKEN: z.string(),
  SMTP_PASSWORD: z.string(),
  OPERATOR_TOKEN: z.string(),
});
/** The secrets of one local station. They are made at its first start and kept in its state folder. */
export type Secrets = z.infer<typeof Secrets>;

/** Reads the station's secrets from `stateDir/secrets.json`. Makes the missing ones, because newer versions need more. */
export function stationSecrets(stateDir: string): Secrets {
  const file = join(stateDir, "secrets.json");
  const known: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const kept = Secrets.partial().safeParse(known).data ?? {};
  const word = (): string => randomBytes(24).toString("base64url");
  const made: Secrets = {
    ORIGIN_TOKEN_PLAYOUT: word(),
    ORIGIN_TOKEN_INGEST: word(),
    INGEST_TOKEN: word(),
    STREAM_KEY_SECRET: word(),
    GUEST_LINK_SECRET: word(),
    CONTENTFUL_CDA_TOKEN: word(),
    CONTENTFUL_CMA_TOKEN: word(),
    CONTENTFUL_WEBHOOK_SECRET: randomBytes(32).toString("hex"),
    CONTENTFUL_APP_SECRET: randomBytes(32).toString("hex"),
    ZOOM_CLIENT_ID: word(),
    ZOOM_CLIENT_SECRET: word(),
    ZOOM_WEBHOOK_SECRET: word(),
    // People who try the stand-in type this one. Nobody reaches the stand-in from outside.
    STREAM_API_TOKEN: "stream-token",
    STREAM_WEBHOOK_SECRET: word(),
    STREAM_NOTIFICATION_SECRET: word(),
    PRODUCER_TOKEN: word(),
    SMTP_PASSWORD: word(),
    OPERATOR_TOKEN: word(),
  };
  const secrets = Secrets.parse({ ...made, ...kept });
  mkdirSync(stateDir, { recursive: true });
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

/**
 * The secrets of the demo in containers, the same everywhere. Everybody knows them: its ports are of this machine alone, and
 * ingest and playout refuse them with a real station. `docker-compose.yml` repeats those that it gives to ingest and playout.
 */
export const DEMO_SECRETS: Secrets = Secrets.parse({
  ...Object.fromEntries(
    Object.keys(Secrets.shape).map((name) => [
      name,
      `${DEMO_SECRET_PREFIX}${name.toLowerCase().replaceAll("_", "-")}`,
    ]),
  ),
  STREAM_API_TOKEN: "stream-token",
  CONTENTFUL_WEBHOOK_SECRET: createHash("sha256").update(DEMO_SECRET_PREFIX).digest("hex"),
  CONTENTFUL_APP_SECRET: createHash("sha256").update(`${DEMO_SECRET_PREFIX}app`).digest("hex"),
});
