import { randomBytes } from "node:crypto";
import { looked, type Part } from "./part.ts";
import type { StationFolder } from "./station-folder.ts";

const word = (): string => randomBytes(32).toString("base64url");
/** Contentful takes 64 characters. */
const signingSecret = (): string => randomBytes(32).toString("hex");

/** The secrets that nobody gives us, and how each is made. */
const GENERATED: Readonly<Record<string, () => string>> = {
  ORIGIN_TOKEN_PLAYOUT: word,
  ORIGIN_TOKEN_INGEST: word,
  INGEST_TOKEN: word,
  STREAM_KEY_SECRET: word,
  PRODUCER_TOKEN: word,
  GUEST_LINK_SECRET: word,
  OPERATOR_TOKEN: word,
  CONTENTFUL_WEBHOOK_SECRET: signingSecret,
  CONTENTFUL_APP_SECRET: signingSecret,
};

/** Makes the station's own secrets. One that is there is never made anew: keys and links that people hold depend on it. */
export function generatedSecrets(folder: StationFolder): Part {
  return {
    name: "The station's own secrets",
    look: () => {
      const missing = Object.keys(GENERATED).filter((name) => folder.secrets[name] === undefined);
      const changes = missing.map((name) => ({
        what: `make the secret ${name}`,
        apply: async () => {
          const make = GENERATED[name];
          if (make !== undefined && folder.secrets[name] === undefined)
            folder.keepSecrets({ [name]: make() });
          await Promise.resolve();
        },
      }));
      return Promise.resolve(looked(missing.length === 0 ? ["made, and kept in secrets.json"] : [], changes));
    },
  };
}
