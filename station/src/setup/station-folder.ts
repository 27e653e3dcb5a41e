import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Answers, wordsOf } from "./answers.ts";

/** Answers as far as they were given, none of them secret, by group and name. */
const GivenAnswers = z.record(z.string(), z.record(z.string(), z.unknown()));
export type GivenAnswers = z.infer<typeof GivenAnswers>;

const Made = z
  .object({
    /** Cloudflare's ids. */
    zoneId: z.string(),
    kvNamespaceId: z.string(),
    bucket: z.string(),
    accessTeamDomain: z.string(),
    accessAud: z.string(),
  })
  .partial();
/** What setup made or found: ids, no secrets. */
export type Made = z.infer<typeof Made>;

const StationFile = z.object({ version: z.literal(1), answers: GivenAnswers, made: Made });
const Secrets = z.record(z.string(), z.string());
/** Secrets by name: the Workers' (`CONTENTFUL_CMA_TOKEN`), and those that only commands here use. */
export type Secrets = z.infer<typeof Secrets>;

/** By which name `secrets.json` keeps a secret answer. Where a Worker is given it, that is the Worker's name for it. */
const SECRET_ANSWERS: Readonly<Record<string, string>> = {
  "contentful.managementToken": "CONTENTFUL_CMA_TOKEN",
  "contentful.deliveryToken": "CONTENTFUL_CDA_TOKEN",
  "zoom.clientSecret": "ZOOM_CLIENT_SECRET",
  "zoom.webhookSecret": "ZOOM_WEBHOOK_SECRET",
  "cloudflare.apiToken": "CLOUDFLARE_API_TOKEN",
  "cloudflare.streamToken": "STREAM_API_TOKEN",
  "mail.password": "SMTP_PASSWORD",
  "station.subscribers": "SUBSCRIBERS",
};

/** The secret ones among answers, by the names that `secrets.json` has for them. */
export function secretsOf(answers: Answers): Secrets {
  const secrets: Secrets = {};
  for (const [group, asked] of Object.entries(answers))
    for (const [field, value] of Object.entries(asked ?? {})) {
      const name = SECRET_ANSWERS[`${group}.${field}`];
      if (name !== undefined && typeof value === "string") secrets[name] = value;
    }
  return secrets;
}

/**
 * What this machine knows of a real station, in one folder that only its owner reads: `station.json` (answers, ids, hostnames;
 * no secret) and `secrets.json`. Every change is written at once, so that a setup that was interrupted goes on where it was.
 */
export class StationFolder {
  readonly path: string;
  #station: z.infer<typeof StationFile>;
  #secrets: Secrets;

  /** Opens or begins a folder. Throws when one of its files is no such file. */
  constructor(path: string) {
    this.path = path;
    this.#station = this.#read("station.json", StationFile) ?? { version: 1, answers: {}, made: {} };
    this.#secrets = this.#read("secrets.json", Secrets) ?? {};
  }

  get made(): Made {
    return this.#station.made;
  }

  get secrets(): Secrets {
    return this.#secrets;
  }

  /** The answers that were kept, with their secrets: `readAnswers` says whether they are all. */
  get answers(): GivenAnswers {
    const answers = structuredClone(this.#station.answers);
    for (const [path, name] of Object.entries(SECRET_ANSWERS)) {
      const [group = "", field = ""] = path.split(".");
      const value = this.#secrets[name];
      const asked = answers[group];
      if (value !== undefined && asked !== undefined) asked[field] = value;
    }
    return answers;
  }

  /** Keeps answers, the secret ones among the secrets. */
  keepAnswers(given: Answers): void {
    const answers: GivenAnswers = {};
    for (const [group, asked] of Object.entries(given))
      answers[group] = Object.fromEntries(
        Object.entries(asked ?? {}).filter(([field]) => wordsOf(group, field)?.isSecret === false),
      );
    this.#station = { ...this.#station, answers };
    this.#write("station.json", this.#station);
    this.keepSecrets(secretsOf(given));
  }

  /** Keeps one answer of those that are still being given. */
  keepAnswer(group: string, field: string, value: unknown): void {
    const name = SECRET_ANSWERS[`${group}.${field}`];
    const asked = this.#station.answers[group] ?? {};
    const told = name === undefined ? { ...asked, [field]: value } : asked;
    this.#station = { ...this.#station, answers: { ...this.#station.answers, [group]: told } };
    this.#write("station.json", this.#station);
    if (name !== undefined && typeof value === "string") this.keepSecrets({ [name]: value });
  }

  keepMade(made: Made): void {
    this.#station = { ...this.#station, made: { ...this.#station.made, ...made } };
    this.#write("station.json", this.#station);
  }

  keepSecrets(secrets: Secrets): void {
    this.#secrets = { ...this.#secrets, ...secrets };
    this.#write("secrets.json", this.#secrets);
  }

  /** The text of a file of the folder; undefined when there is none. */
  text(name: string): string | undefined {
    const path = join(this.path, name);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  }

  /** Writes a file of the folder whole, or not at all. Nobody else on this machine may read it. Returns its path. */
  keepBytes(name: string, bytes: Uint8Array | string): string {
    const path = join(this.path, name);
    mkdirSync(join(path, ".."), { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.new`, bytes, { mode: 0o600 });
    renameSync(`${path}.new`, path);
    return path;
  }

  /** The same for a text. */
  keepText(name: string, text: string): void {
    this.keepBytes(name, text);
  }

  #write(name: string, value: unknown): void {
    this.keepText(name, `${JSON.stringify(value, undefined, 2)}\n`);
  }

  #read<T>(name: string, schema: z.ZodType<T>): T | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    try {
      return schema.parse(JSON.parse(text));
    } catch {
      throw new Error(
        `${join(this.path, name)} is damaged. Put an older copy back, or remove it: setup makes it anew.`,
      );
    }
  }
}
