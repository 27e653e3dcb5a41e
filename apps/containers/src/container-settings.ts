import { z } from "zod";

/** What a container is given as its environment, or a sentence for each of our own settings that is missing or wrong. */
export type ContainerSettings =
  | { kind: "settings"; environment: Record<string, string> }
  | { kind: "wrong"; sentences: string[] };

const Https = z.url({ protocol: /^https$/ });
const Secret = z.string().min(8);
const Filled = z.string().min(1);

const Playout = z.object({
  PLAYOUT: Filled,
  HOUSE_FORMAT: Filled,
  EDGE_URL: Https,
  INGEST_URL: Https,
  ORIGIN_TOKEN_PLAYOUT: Secret,
  INGEST_TOKEN: Secret,
});
const Ingest = z.object({
  HOUSE_FORMAT: Filled,
  EDGE_URL: Https,
  ORIGIN_TOKEN_INGEST: Secret,
  INGEST_TOKEN: Secret,
  STREAM_KEY_SECRET: Secret,
});

/** What playout's container is given. */
export const playoutSettings = (env: unknown): ContainerSettings =>
  settingsOf(Playout, env, ({ ORIGIN_TOKEN_PLAYOUT, ...others }) => ({
    ...others,
    CHANNEL: "main",
    ORIGIN_TOKEN: ORIGIN_TOKEN_PLAYOUT,
  }));

/** What ingest's container is given. Its HTTP is without TLS between it and its Worker. */
export const ingestSettings = (env: unknown): ContainerSettings =>
  settingsOf(Ingest, env, ({ ORIGIN_TOKEN_INGEST, ...others }) => ({
    ...others,
    ORIGIN_TOKEN: ORIGIN_TOKEN_INGEST,
    HTTP_BIND: "0.0.0.0",
    PLAIN_HTTP: "1",
  }));

function settingsOf<T>(
  schema: z.ZodType<T>,
  env: unknown,
  environmentOf: (settings: T) => Record<string, string>,
): ContainerSettings {
  const read = schema.safeParse(env);
  if (read.success) return { kind: "settings", environment: environmentOf(read.data) };
  const names = new Set(read.error.issues.map((issue) => String(issue.path[0])));
  return { kind: "wrong", sentences: [...names].map((name) => `The setting ${name} is missing or wrong.`) };
}
