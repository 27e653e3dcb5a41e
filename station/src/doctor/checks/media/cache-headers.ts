import { routes } from "@nonstop/contract/routes";
import type { Check } from "../../frame/check.ts";
import { bad, good, type Finding } from "../../frame/finding.ts";
import type { Asking } from "../../instruments/instruments.ts";
import type { Patient } from "../../patient.ts";
import { readMediaPlaylist, renditionsOf } from "./playlist-text.ts";
import type { StationDoors } from "../doors/station-doors.ts";

/** How long caches may keep an answer, in seconds. Nobody may change what is immutable. */
type Wanted = { maxAge: readonly [least: number, most: number]; immutable?: boolean };

const DAY_SECONDS = 86_400;
const IMMUTABLE: Wanted = { maxAge: [DAY_SECONDS, Number.POSITIVE_INFINITY], immutable: true };
const WANTED = {
  multivariant: { maxAge: [1, 300] },
  playlist: { maxAge: [0, 1] },
  part: IMMUTABLE,
  segment: IMMUTABLE,
  init: IMMUTABLE,
  guide: { maxAge: [1, 60] },
} as const satisfies Record<string, Wanted>;
export type Kept = keyof typeof WANTED;

const CURE =
  "Something between the Worker and here changes the header: remove cache rules and Browser Cache TTL of the zone for this hostname (set it to respect existing headers).";

/** What is wrong with the Cache-Control of an answer; undefined when nothing is. */
export function judgeCacheControl(kind: Kept, header: string | null): Finding | undefined {
  const { maxAge, immutable }: Wanted = WANTED[kind];
  const directives = new Map(
    (header ?? "").split(",").map((directive): [string, string] => {
      const [name = "", value = ""] = directive.trim().toLowerCase().split("=");
      return [name, value];
    }),
  );
  const said = header === null ? "no Cache-Control" : `"${header}"`;
  const seconds = Number(directives.get("max-age") ?? Number.NaN);
  const [least, most] = maxAge;
  const isKeptWell = directives.has("public") && seconds >= least && seconds <= most;
  if (isKeptWell && (immutable !== true || directives.has("immutable"))) return undefined;
  const want =
    most === Number.POSITIVE_INFINITY ? `at least ${least} s, and immutable` : `${least} to ${most} s`;
  return bad(`The ${kind} comes with ${said}; it is to be public and kept for ${want}.`, CURE);
}

/** The Cache-Control of everything that viewers read, and whether Cloudflare's cache has it. */
export function cacheHeaderCheck(patient: Patient, doors: StationDoors): Check {
  return {
    group: "media",
    name: "cache headers",
    run: async () => {
      const answers = await gather();
      const read = answers.flatMap(({ kind, asking }) =>
        asking.kind === "answer" && asking.status === 200 ? [{ kind, headers: asking.headers }] : [],
      );
      if (read.length === 0)
        return [bad("There is nothing to look at.", "See the finding of the playlists.")];
      const wrong = read.flatMap(
        ({ kind, headers }) => judgeCacheControl(kind, headers.get("cache-control")) ?? [],
      );
      if (wrong.length > 0) return wrong;
      const cached = read.flatMap(({ kind, headers }) => {
        const status = headers.get("cf-cache-status");
        return status === null ? [] : [`${kind} ${status}`];
      });
      const seen = cached.length === 0 ? "no cache in front says that it has them" : cached.join(", ");
      return [good(`${read.map(({ kind }) => kind).join(", ")}: each is kept as it should be; ${seen}.`)];
    },
  };

  async function gather(): Promise<{ kind: Kept; asking: Asking }[]> {
    const top = routes.multivariant(patient.channel);
    const [multivariant, guide] = await Promise.all([
      doors.ask(top),
      doors.ask(routes.guide(patient.channel)),
    ]);
    const found: { kind: Kept; asking: Asking }[] = [
      { kind: "multivariant", asking: multivariant },
      { kind: "guide", asking: guide },
    ];
    const [first] = multivariant.kind === "answer" ? renditionsOf(multivariant.text) : [];
    if (first === undefined) return found;
    const url = new URL(first, patient.site + top);
    const playlist = await doors.ask(url.pathname);
    found.push({ kind: "playlist", asking: playlist });
    const media = playlist.kind === "answer" ? readMediaPlaylist(playlist.text) : undefined;
    const named = [
      ["init", media?.init],
      ["segment", media?.segments.at(-1)],
      ["part", media?.parts.at(-1)],
    ] as const;
    const asked = await Promise.all(
      named.map(async ([kind, uri]) =>
        uri === undefined ? [] : [{ kind, asking: await doors.ask(new URL(uri, url).pathname) }],
      ),
    );
    return [...found, ...asked.flat()];
  }
}
