import { ControlRoomState, type PlayoutStatus } from "@nonstop/contract/origin-socket";
import { REGIONS } from "@nonstop/contract/regions";
import { routes } from "@nonstop/contract/routes";
import type { Check } from "../frame/check.ts";
import { bad, good, skipped, type Finding } from "../frame/finding.ts";
import type { Patient } from "../patient.ts";
import type { StationDoors } from "./doors/station-doors.ts";

const MAX_ROUND_TRIP_MS = 100;
/** Light goes around the earth's quarter and back in about this time. */
const FAR_MS = 70;
/** Fewer say little of 95 in 100. */
const MIN_COUNT = 20;

const MOVE = `An object stays where it was first touched, and its name carries the region. To move it: back it up (run backup), set REGION (${REGIONS.join(", ")}) to the one nearest to playout in all three Workers (run setup), deploy, and restore.`;

/** What the playouts tell of themselves. */
export function judgePlayouts(
  { playouts }: Pick<ControlRoomState, "playouts">,
  kind: Patient["kind"],
): Finding[] {
  if (playouts.length === 0)
    return [
      bad(
        "No playout is connected: slate is on air.",
        "Start playout, with EDGE_URL of this station and its ORIGIN_TOKEN_PLAYOUT.",
      ),
    ];
  return playouts.flatMap(({ playout, ingestConnected, commitRoundTrip }) => [
    ...(ingestConnected
      ? []
      : [
          bad(
            `${playout} does not reach ingest: no live room can air.`,
            "Set its INGEST_URL and INGEST_TOKEN to those of ingest.",
          ),
        ]),
    roundTrip(playout, commitRoundTrip, kind),
  ]);
}

function roundTrip(playout: string, told: PlayoutStatus["commitRoundTrip"], kind: Patient["kind"]): Finding {
  if (told === undefined || told.count < MIN_COUNT)
    return skipped(
      `${playout} has had too few seconds committed to tell how far the channel is; ask again in half a minute.`,
    );
  const { count, leastMs, p95Ms } = told;
  const says = `${playout} has a second committed within ${p95Ms} ms (95 of 100 of the last ${count}; the soonest in ${leastMs} ms)`;
  if (p95Ms < MAX_ROUND_TRIP_MS) return good(`${says}.`);
  // What is far away is late every time.
  if (kind === "local")
    return skipped(`${says}: on one machine with everything on it this tells of its load alone.`);
  if (leastMs >= FAR_MS) return bad(`${says}: the channel was born far away.`, MOVE);
  return bad(
    `${says}: the channel is near, but the line or a machine is busy.`,
    "Look at the load of playout's machine and at its upload: a second is 0.3 to 1.1 MB.",
  );
}

/** The playouts, and how far the channel's object is from them. */
export function playoutCheck(patient: Patient, doors: StationDoors): Check {
  return {
    group: "playout",
    name: "round trip",
    run: async () => {
      const told = await doors.asProducer(routes.control(patient.channel), ControlRoomState);
      return told.kind === "not-told" ? [told.finding] : judgePlayouts(told.value, patient.kind);
    },
  };
}
