import { setTimeout as pause } from "node:timers/promises";
import { AssetChunkHeader } from "@nonstop/contract/asset";
import { decodeBundle, encodeBundle } from "@nonstop/contract/bundle";
import { type ProposalHeader, ProposalAnswer } from "@nonstop/contract/proposal";
import { routes } from "@nonstop/contract/routes";
import { slateSecond } from "@nonstop/media/slate";
import { type Aired, Play, told } from "./told.ts";

/** Proposes each second as soon as it is over, and prints how late each was committed. */
const play = told(Play);
const headers = { authorization: `Bearer ${play.token}` };
const slate = await (await fetch(`${play.url}${routes.originSlate}`, { headers })).arrayBuffer();
const bundle = decodeBundle(new Uint8Array(slate), AssetChunkHeader);
if ("kind" in bundle) throw new Error(bundle.message);
const { header, parts } = bundle;

async function propose(second: number): Promise<Aired[number]> {
  const proposal: ProposalHeader = {
    second,
    rank: 0,
    reason: "rundown",
    rundownVersion: 0xffff_ffff,
    takesVersion: 0,
    room: { kind: "live", room: "bench" },
    playout: "bench",
  };
  const answer = await fetch(`${play.url}${routes.proposal("main", second)}`, {
    method: "POST",
    headers,
    body: encodeBundle(proposal, new Map(Object.entries(slateSecond(header, parts, second)))),
  });
  const said = ProposalAnswer.safeParse(await answer.json()).data;
  return said?.kind === "committed"
    ? { second, lateMs: said.committedAtMs - (second + 1) * 1000 }
    : { second };
}

const first = Math.floor(Date.now() / 1000) + 1;
const proposed: Promise<Aired[number]>[] = [];
for (let second = first; second < first + play.seconds - 2; second += 1) {
  await pause(Math.max(0, (second + 1) * 1000 + 20 - Date.now()));
  proposed.push(propose(second).catch(() => ({ second })));
}
process.stdout.write(`${JSON.stringify(await Promise.all(proposed))}\n`);
