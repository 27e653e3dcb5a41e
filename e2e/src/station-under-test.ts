import { secondOf } from "@nonstop/contract/time";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { AsRun } from "@nonstop/contract/as-run";
import type { HouseFormatName } from "@nonstop/contract/house-format";
import { routes } from "@nonstop/contract/routes";
import { Rundown } from "@nonstop/contract/rundown";
import { leaksOf } from "./leaks.ts";
import { freePorts } from "@nonstop/station/ports";
import { ProgrammingTeam } from "@nonstop/station/programming-team";
import { type Station, startStation } from "@nonstop/station/station";

export type StationUnderTest = Station & {
  team: ProgrammingTeam;
  stateDir: string;
  end: () => Promise<void>;
};

/**
 * A whole station of its own, on free ports and a scratch folder. `end` looks for secrets in all that it has told and written down, stops
 * it and removes the folder; it throws when one is found.
 */
export async function startStationUnderTest(houseFormat: HouseFormatName): Promise<StationUnderTest> {
  const stateDir = mkdtempSync(join(tmpdir(), "nonstop-e2e-"));
  const station = await startStation({
    stateDir,
    ports: await freePorts(),
    houseFormat,
    timezone: "Europe/Lisbon",
    say: () => undefined,
  });
  const underTest: StationUnderTest = {
    ...station,
    stateDir,
    team: new ProgrammingTeam(station),
    end: async () => {
      let leaks: string[];
      try {
        leaks = await leaksOf(underTest);
      } finally {
        await station.stop();
      }
      if (process.env["KEEP_STATE"] === undefined && existsSync(stateDir))
        rmSync(stateDir, { recursive: true });
      if (leaks.length > 0) throw new Error(`Secrets were told: ${leaks.join("; ")}`);
    },
  };
  return underTest;
}

/** Changes the faults of the stand-ins. */
export async function setFaults({ urls }: StationUnderTest, faults: object): Promise<void> {
  const answer = await fetch(`${urls.zoom}/sandbox/faults`, { method: "POST", body: JSON.stringify(faults) });
  if (!answer.ok) throw new Error(`faults: ${answer.status} ${await answer.text()}`);
}

/** Asks again until `ask` answers something, at most `withinMs`; throws with `what` when it never does. */
export async function until<T>(
  what: string,
  withinMs: number,
  ask: () => Promise<T | undefined>,
): Promise<T> {
  const deadlineMs = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadlineMs) throw new Error(`${what}: not within ${withinMs} ms`);
    await pause(100);
  }
}

/** Now, in whole Unix seconds: the station under test runs on this machine's clock. */
export const nowSecond = (): number => secondOf(Date.now());

/** Waits for the beginning of a second. */
export async function untilSecond(second: number): Promise<void> {
  const leftMs = second * 1000 - Date.now();
  if (leftMs > 0) await pause(leftMs);
}

/** Sends a guest into the meeting of an event, once the station has made it; answers the meeting's id. */
export async function sendGuest(station: StationUnderTest, eventId: string, name: string): Promise<string> {
  const meeting = await until(`a meeting for ${eventId}`, 60_000, async () => {
    const id = await station.team.field(eventId, "zoomMeetingId");
    return typeof id === "string" ? id : undefined;
  });
  await atDoor(station, meeting, "join", name);
  return meeting;
}

/** The guest leaves; the last one ends the meeting. */
export async function dismissGuest(station: StationUnderTest, meeting: string, name: string): Promise<void> {
  await atDoor(station, meeting, "leave", name);
}

async function atDoor(
  station: StationUnderTest,
  meeting: string,
  verb: "join" | "leave",
  name: string,
): Promise<void> {
  const answer = await fetch(`${station.urls.zoom}/sandbox/meetings/${meeting}/${verb}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name }),
  });
  if (!answer.ok) throw new Error(`${verb} ${meeting}: ${answer.status} ${await answer.text()}`);
}

/** Headers of a producer. */
export const asProducer = (station: Station): { authorization: string } => ({
  authorization: `Bearer ${station.secrets.PRODUCER_TOKEN}`,
});

/** What really aired since `from`, oldest first. */
export async function asRun(station: Station, from: number): Promise<AsRun["spans"]> {
  const answer = await fetch(`${station.urls.worker}${routes.asRun("main")}?from=${from}`, {
    headers: asProducer(station),
  });
  return AsRun.parse(await answer.json()).spans.toSorted((a, b) => a.from - b.from);
}

/** The rundown that playout is given now. */
export async function rundownOf(station: Station): Promise<Rundown> {
  const answer = await fetch(`${station.urls.worker}${routes.originRundown("main")}`, {
    headers: { authorization: `Bearer ${station.secrets.ORIGIN_TOKEN_PLAYOUT}` },
  });
  return Rundown.parse(await answer.json());
}
