import { SharedReads } from "@nonstop/door/shared-reads";
import { z } from "zod";
import type { ContentfulSettings } from "../../settings.ts";
import { AnswerWatch } from "./answer-watch.ts";
import { managementClient } from "./management-client.ts";

const Link = z.object({ sys: z.object({ id: z.string() }) });
const Environment = z.object({
  sys: z.object({
    id: z.string(),
    aliases: z.array(Link).default([]),
    aliasedEnvironment: Link.optional(),
  }),
});

/** An alias may be pointed at another environment at any time. */
const KNOWN_FOR_MS = 60_000;
const known = new SharedReads<ReadonlySet<string>>({ keepMs: () => KNOWN_FOR_MS, maxWeight: 100 });

/**
 * Whether our environment is also called `name`: an alias and its target are one environment, and a change may be told under either.
 * Unknown names are looked up, at most once a minute; false while Contentful does not say.
 */
export async function isOurEnvironment(settings: ContentfulSettings, name: string): Promise<boolean> {
  const { space, environment, managementHost } = settings;
  if (name === environment) return true;
  const names = await known.read(`${managementHost}/${space}/${environment}`, () => readNames(settings));
  return names.has(name);
}

async function readNames(settings: ContentfulSettings): Promise<ReadonlySet<string>> {
  try {
    const { sys } = Environment.parse(
      await managementClient(settings, new AnswerWatch()).environment.get({}),
    );
    const others = [...sys.aliases, sys.aliasedEnvironment].flatMap((link) => link?.sys.id ?? []);
    return new Set([sys.id, ...others]);
  } catch {
    // What it was about is found within minutes, for what is published is compared with what we know.
    return new Set();
  }
}
