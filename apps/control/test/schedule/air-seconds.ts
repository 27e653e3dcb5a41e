import { encodeBundle } from "@nonstop/contract/bundle";
import type { ProposalHeader } from "@nonstop/contract/proposal";
import { routes } from "@nonstop/contract/routes";
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { roomFragments } from "../edge/station.ts";
import type { Station } from "./station.ts";

/** Airs seconds `[from, to)` as a playout does, each at its time; the schedule does nothing meanwhile. */
export async function airSeconds(
  station: Station,
  from: number,
  to: number,
  header: Partial<ProposalHeader> & Pick<ProposalHeader, "room">,
): Promise<void> {
  const rundownVersion = (await station.rundownInForce())?.version ?? 0;
  for (let second = from; second < to; second += 1) {
    station.later(Math.max(0, (second + 1) * 1000 + 100 - station.nowMs));
    const proposal = {
      second,
      rank: 0,
      reason: "rundown",
      rundownVersion,
      takesVersion: 1_000_000,
      playout: "playout-1",
      ...header,
    };
    const answer = await station.post(
      routes.proposal("main", second),
      encodeBundle(proposal, header.room.kind === "slate" ? new Map() : roomFragments(second)),
      { authorization: `Bearer ${env.ORIGIN_TOKEN_PLAYOUT}` },
    );
    expect(answer.status, answer.text).toBe(201);
  }
}
