import type { z } from "zod";
import type { Answer, Ask, Asked } from "../../instruments/instruments.ts";
import type { Patient } from "../../patient.ts";
import { HeardError } from "@nonstop/contract/error-body";
import { bad, skipped, type Finding } from "../../frame/finding.ts";

/** What was asked for, or the finding that it is not to be had. */
export type Told<T> = { kind: "told"; value: T; answer: Answer } | { kind: "not-told"; finding: Finding };

/** Cloudflare's browser integrity check turned somebody away, which no Worker of ours does. */
export const isTurnedAway = ({ status, text }: Answer): boolean =>
  (status === 403 || status === 503) &&
  /error code: 10(10|20)|cf-error|cf-chl|Attention Required/i.test(text);

export const LET_IN =
  "In Cloudflare, switch off Browser Integrity Check for the paths /live, /replay, /hooks and /origin (Rules, Configuration Rules), and let nothing challenge them: setup does it.";

/** A client of the station's own doors. */
export class StationDoors {
  readonly #patient: Patient;
  readonly #ask: Ask;

  constructor(patient: Patient, ask: Ask) {
    this.#patient = patient;
    this.#ask = ask;
  }

  /** Asks at a path as nobody in particular. */
  ask(path: string, o: Omit<Asked, "url"> = {}): ReturnType<Ask> {
    return this.#ask({ ...o, url: this.#patient.site + path });
  }

  /** Asks as a producer, and reads the answer. */
  async asProducer<T>(path: string, schema: z.ZodType<T>, o: { method?: string } = {}): Promise<Told<T>> {
    const { producerToken: token } = this.#patient;
    if (token === undefined)
      return { kind: "not-told", finding: skipped("No producer's token is known here.") };
    const cure = "Give the Worker and this machine the same PRODUCER_TOKEN: run setup again.";
    return this.#read(path, schema, { ...o, token, cure });
  }

  /** Asks as ingest, and reads the answer. */
  async asIngest<T>(path: string, schema: z.ZodType<T>): Promise<Told<T>> {
    const { originToken: token } = this.#patient;
    if (token === undefined) return { kind: "not-told", finding: skipped("No origin token is known here.") };
    const cure = "Give the Workers and this machine the same ORIGIN_TOKEN_INGEST: run setup again.";
    return this.#read(path, schema, { token, cure });
  }

  async #read<T>(
    path: string,
    schema: z.ZodType<T>,
    o: { method?: string; token: string; cure: string },
  ): Promise<Told<T>> {
    const headers = { authorization: `Bearer ${o.token}` };
    const method = o.method ?? "GET";
    const asking = await this.ask(path, { method, headers });
    return readJson(asking, schema, { what: `${method} ${path}`, cureOf401: o.cure });
  }
}

/** The JSON of an answer by its schema, or what is wrong with the answer. */
function readJson<T>(
  asking: Awaited<ReturnType<Ask>>,
  schema: z.ZodType<T>,
  o: { what: string; cureOf401: string },
): Told<T> {
  const not = (says: string, cure: string): Told<T> => ({ kind: "not-told", finding: bad(says, cure) });
  if (asking.kind === "unreachable")
    return not(
      `${o.what}: the station ${asking.problem}.`,
      "See whether the Workers are deployed and the name points at them.",
    );
  if (isTurnedAway(asking)) return not(`${o.what}: Cloudflare turns it away (${asking.status}).`, LET_IN);
  if (asking.status === 401) return not(`${o.what} is refused.`, o.cureOf401);
  if (asking.status < 200 || asking.status > 299)
    return not(`${o.what} answers ${asking.status}${wordsOf(asking.text)}`, "Look at the Worker's log.");
  const parsed = schema.safeParse(jsonOf(asking.text));
  if (parsed.success) return { kind: "told", value: parsed.data, answer: asking };
  const field = parsed.error.issues[0]?.path.map(String).join(".") || "its body";
  return not(
    `${o.what} answers something that cannot be read (${field}).`,
    "Deploy the Workers of this version, and see that nothing else answers at the name.",
  );
}

/** JSON, or undefined for rubbish. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function wordsOf(text: string): string {
  const json = HeardError.safeParse(jsonOf(text));
  return json.success ? `: ${json.data.error.message}` : ".";
}
