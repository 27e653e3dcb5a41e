import { createClient, type PlainClientAPI } from "contentful-management";
import type { ModelRequest } from "@nonstop/content-model/present-model";
import { z } from "zod";
import type { Answers } from "../answers.ts";
import { SetupTrouble } from "../part.ts";

export type ContentfulAnswers = Answers["contentful"];

/** The official client of the management API in the station's space and environment, and its raw requests below the environment. */
export type SpaceClient = { client: PlainClientAPI; request: ModelRequest };

const MANAGEMENT_HOST = "api.contentful.com";

/** Waits as long as the vendor asks when its rate limit is reached, and logs nothing. */
export function spaceClient(answers: ContentfulAnswers): SpaceClient {
  const host = answers.host ?? MANAGEMENT_HOST;
  const insecure = answers.insecure === true;
  const client = createClient(
    {
      accessToken: answers.managementToken,
      host,
      insecure,
      adapter: "fetch",
      timeout: 30_000,
      logHandler: () => undefined,
    },
    { defaults: { spaceId: answers.space, environmentId: answers.environment } },
  );
  const base = `${insecure ? "http" : "https"}://${host}/spaces/${answers.space}/environments/${answers.environment}`;
  return {
    client,
    request: ({ url, method, headers, data }) =>
      asked(() =>
        client.raw.http(`${base}${url}`, {
          method,
          data,
          headers: Object.fromEntries(
            Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]),
          ),
        }),
      ),
  };
}

const Refused = z.object({
  status: z.number().optional(),
  message: z.string().optional(),
  details: z
    .object({ errors: z.array(z.looseObject({ details: z.unknown().optional() })).optional() })
    .optional()
    .catch(undefined),
});

/** Why Contentful refused a call. The client's own error holds the request with its token: nothing of it is kept but this. */
export class ContentfulRefusal extends Error {
  readonly status: number | undefined;

  constructor(error: unknown) {
    const { name, message } = error instanceof Error ? error : new Error("");
    const refused = Refused.safeParse(jsonIn(message)).data ?? {};
    const details = refused.details?.errors
      ?.map((each) => each.details)
      .filter((each) => typeof each === "string");
    const why = [refused.message, ...(details ?? [])].filter((text) => text !== undefined && text !== "");
    super(
      refused.status === undefined
        ? "Contentful does not answer"
        : `Contentful answers ${refused.status} ${name}${why.length === 0 ? "" : `: ${why.join(" ")}`}`,
    );
    this.status = refused.status;
    // Contentful's name of it, such as AccessDenied: its migration tool knows refusals by that.
    this.name = name;
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Asks, and throws a `ContentfulRefusal` when that is refused. */
export async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof SetupTrouble || error instanceof ContentfulRefusal
      ? error
      : new ContentfulRefusal(error);
  }
}

/** The answer, or the refusal: for what may be missing. */
export async function answerOrRefusal<T>(
  ask: () => Promise<T>,
): Promise<{ kind: "answer"; value: T } | { kind: "refused"; refusal: ContentfulRefusal }> {
  try {
    return { kind: "answer", value: await ask() };
  } catch (error) {
    return { kind: "refused", refusal: new ContentfulRefusal(error) };
  }
}
