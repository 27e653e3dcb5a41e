import { AssetIndex } from "@nonstop/contract/asset";
import { Library } from "@nonstop/contract/library";
import { routes } from "@nonstop/contract/routes";
import type { Drill, DrillResult } from "@nonstop/station/drills";
import {
  asProducer,
  asRun,
  nowSecond,
  sendGuest,
  startStationUnderTest,
  type StationUnderTest,
  until,
  untilSecond,
} from "../src/station-under-test.ts";

const SHOW_SECONDS = 45;
/** For the meeting, its push, and the room's clean seconds. */
const LEAD_SECONDS = 45;
const MAX_SECONDS = 60;
const PIECE = "aired-show";

export const drill: Drill = {
  about:
    "lets a live show end, takes what aired of it, and measures how soon it is on air again and what was stored for that",
  run: async () => {
    const station = await startStationUnderTest("360p");
    try {
      return await rerun(station);
    } finally {
      await station.end();
    }
  },
};

async function rerun(station: StationUnderTest): Promise<DrillResult> {
  const startsAt = nowSecond() + LEAD_SECONDS;
  const endsAt = startsAt + SHOW_SECONDS;
  await station.team.publishEvent({
    id: "show",
    slug: "show",
    title: "Show",
    summary: "",
    kind: "live",
    startsAt,
    endsAt,
    timezone: "Europe/Lisbon",
  });
  await sendGuest(station, "show", "Ada");
  await untilSecond(endsAt);
  const piece = await until("a piece of what aired", 120_000, async () => {
    const answer = await fetch(station.urls.worker + routes.library, { headers: asProducer(station) });
    return Library.parse(await answer.json()).assets.find(({ asset }) => asset === PIECE);
  });
  const madeAfter = nowSecond() - endsAt;
  const take = { id: "again", from: nowSecond() - 3, to: { kind: "asset", asset: PIECE } };
  const taken = await fetch(station.urls.worker + routes.takes("main"), {
    method: "POST",
    headers: { ...asProducer(station), "content-type": "application/json" },
    body: JSON.stringify(take),
  });
  if (!taken.ok) return { passed: false, summary: `the take was refused: ${await taken.text()}` };
  const first = await until("its first second on air", 60_000, async () =>
    (await asRun(station, endsAt)).find(({ room }) => room.kind === "asset" && room.asset === PIECE),
  );
  const onAirAfter = first.from - endsAt;
  const index = await fetch(station.urls.worker + routes.assetIndex(PIECE), {
    headers: { authorization: `Bearer ${station.secrets.ORIGIN_TOKEN_PLAYOUT}` },
  });
  const { source } = AssetIndex.parse(await index.json());
  return {
    passed: onAirAfter <= MAX_SECONDS && source?.kind === "past",
    summary: `a show of ${piece.durationSeconds} s was a piece ${madeAfter} s after its end, made of ${source?.kind ?? "chunks"}, and on air again ${onAirAfter} s after it.`,
  };
}
