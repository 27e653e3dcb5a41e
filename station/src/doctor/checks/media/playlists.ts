import { routes } from "@nonstop/contract/routes";
import type { Check } from "../../frame/check.ts";
import { bad, good, type Finding } from "../../frame/finding.ts";
import type { Asking } from "../../instruments/instruments.ts";
import type { Patient } from "../../patient.ts";
import { readMediaPlaylist, renditionsOf } from "./playlist-text.ts";
import { isTurnedAway, LET_IN, type StationDoors } from "../doors/station-doors.ts";

/** Slate is listed 3.5 s after its second, and a playlist may have been kept for a second. */
const MAX_AGE_SECONDS = 7;
const MIN_AGE_SECONDS = -1;

/** The channel's playlists: they go on, have no holes, tell the right time, and what they name is there. */
export function playlistCheck(patient: Patient, doors: StationDoors, nowMs: () => number): Check {
  const top = routes.multivariant(patient.channel);
  return {
    group: "media",
    name: "playlists",
    run: async () => {
      const multivariant = await doors.ask(top);
      const problem = problemOf(multivariant, "The channel's playlist");
      if (problem !== undefined || multivariant.kind === "unreachable")
        return problem === undefined ? [] : [problem];
      const renditions = renditionsOf(multivariant.text);
      if (renditions.length === 0)
        return [bad(`${top} is no playlist.`, "See that the viewers' Worker has the route /live/*.")];
      const looks = await Promise.all(renditions.map((uri) => lookAt(new URL(uri, patient.site + top))));
      const findings = looks.flat();
      const wrong = findings.filter(({ kind }) => kind === "bad");
      return wrong.length > 0 ? wrong : findings;
    },
  };

  async function lookAt(url: URL): Promise<Finding[]> {
    const name = url.pathname.split("/").at(-2) ?? "";
    const asking = await doors.ask(url.pathname);
    const problem = problemOf(asking, `The playlist of ${name}`);
    if (problem !== undefined || asking.kind === "unreachable") return problem === undefined ? [] : [problem];
    const playlist = readMediaPlaylist(asking.text);
    if (playlist === undefined || playlist.endMs === undefined)
      return [
        bad(
          `The playlist of ${name} lists nothing.`,
          "Wait some seconds after a first deploy, and look at the log of the channel's Worker.",
        ),
      ];
    const findings: Finding[] = [];
    const ageSeconds = (nowMs() - playlist.endMs) / 1000;
    if (ageSeconds > MAX_AGE_SECONDS)
      findings.push(
        bad(
          `The newest second of ${name} is ${ageSeconds.toFixed(1)} s old.`,
          "Look at the log of the channel's Worker, and whether something keeps playlists for longer than their Cache-Control says.",
        ),
      );
    if (ageSeconds < MIN_AGE_SECONDS)
      findings.push(
        bad(
          `The newest second of ${name} is ${(-ageSeconds).toFixed(1)} s ahead of this machine's clock.`,
          "Set this machine's clock by NTP.",
        ),
      );
    if (playlist.holes > 0)
      findings.push(
        bad(
          `The playlist of ${name} has ${playlist.holes} holes between its segments.`,
          "Report it: no second may be missing.",
        ),
      );
    if (playlist.gaps > 0)
      findings.push(
        bad(
          `${name} has ${playlist.gaps} lost segments.`,
          "Look at R2 and at the log of the channel's Worker; they leave the playlist by themselves.",
        ),
      );
    const named = [playlist.init, playlist.segments.at(-1), playlist.parts.at(-1)].filter(
      (uri) => uri !== undefined,
    );
    for (const uri of named) {
      const media = await doors.ask(new URL(uri, url).pathname);
      const lost = problemOf(media, `${uri} of ${name}`);
      if (lost !== undefined) findings.push(lost);
    }
    return findings.length > 0
      ? findings
      : [good(`${name} goes on, ${ageSeconds.toFixed(1)} s behind the clock.`)];
  }
}

/** What is wrong with an answer that should be there; undefined when nothing is. */
function problemOf(asking: Asking, what: string): Finding | undefined {
  if (asking.kind === "unreachable")
    return bad(
      `${what}: the station ${asking.problem}.`,
      "See whether the Workers are deployed and the name points at them.",
    );
  if (isTurnedAway(asking)) return bad(`${what}: Cloudflare turns us away (${asking.status}).`, LET_IN);
  if (asking.status !== 200)
    return bad(
      `${what} is answered with ${asking.status}.`,
      "Look at the log of the viewers' Worker, and whether it has the route /live/*.",
    );
  return undefined;
}
