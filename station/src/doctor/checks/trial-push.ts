import { RoomStatus } from "@nonstop/contract/room";
import { routes } from "@nonstop/contract/routes";
import { TrialRoom } from "@nonstop/contract/trial-room";
import { z } from "zod";
import type { Check } from "../frame/check.ts";
import { bad, good, skipped, type Finding } from "../frame/finding.ts";
import type { Instruments } from "../instruments/instruments.ts";
import type { Patient } from "../patient.ts";
import type { StationDoors } from "./doors/station-doors.ts";

const PUSH_SECONDS = 10;
const LOOK_MS = 400;
/** From the start of the push to its end, with what the machine needs to begin it. */
const MAX_PUSH_MS = 25_000;
const MAX_GONE_MS = 8000;
const LIMIT_MS = 45_000;

const RoomsSeen = z.object({ rooms: z.array(RoomStatus) });

/** What was seen of the room while it was pushed into, and after. */
export type Sight = {
  liveAfterMs: number | undefined;
  seconds: number;
  hadPicture: boolean;
  hadSound: boolean;
  /** How long after the end of the push it was no longer live. */
  goneAfterMs: number | undefined;
  /** What ingest said of it last. */
  problem: string | undefined;
};

const OPEN_PORT =
  "Open TCP 443 (RTMPS) or 1935 (RTMP) on ingest's machine and its firewall; its name must not be proxied by Cloudflare.";

/** What a push came to. */
export function judgePush(
  sight: Sight,
  pushed: { kind: "sent" } | { kind: "failed"; problem: string },
  where: string,
): Finding[] {
  if (sight.liveAfterMs === undefined) {
    if (pushed.kind === "failed")
      return [
        bad(
          `A push to ${where} fails: ${pushed.problem}.`,
          `${OPEN_PORT} If the connection is closed, see that ingest and the Worker have the same STREAM_KEY_SECRET.`,
        ),
      ];
    const said = sight.problem === undefined ? "" : ` Ingest says: ${sight.problem}`;
    return [
      bad(
        `A push to ${where} never became a live room.${said}`,
        "Look at ingest's log; STREAM_KEY_SECRET and HOUSE_FORMAT must be those of the Worker.",
      ),
    ];
  }
  const findings: Finding[] = [];
  if (!sight.hadPicture)
    findings.push(bad("The pushed picture did not arrive.", "Look at ingest's log: its ffmpeg tells why."));
  if (!sight.hadSound)
    findings.push(bad("The pushed sound did not arrive.", "Look at ingest's log: its ffmpeg tells why."));
  if (sight.goneAfterMs === undefined)
    findings.push(
      bad(
        `The room was still live ${MAX_GONE_MS / 1000} s after the push had ended.`,
        "Look at ingest's log; a proxy in front of it may keep the connection open.",
      ),
    );
  if (findings.length > 0) return findings;
  const times = `live after ${(sight.liveAfterMs / 1000).toFixed(1)} s, gone ${((sight.goneAfterMs ?? 0) / 1000).toFixed(1)} s after its end`;
  return [
    good(
      `A push to ${where} was seen as a room with picture and sound: ${times}, ${sight.seconds} seconds offered.`,
    ),
  ];
}

/** Pushes a test picture for ten seconds into a room of its own, and watches the room come and go. */
export function trialPushCheck(
  patient: Pick<Patient, "ingest">,
  doors: StationDoors,
  o: Pick<Instruments, "push" | "sleep" | "shakeHands" | "nowMs">,
): Check {
  return {
    group: "ingest",
    name: "push",
    limitMs: LIMIT_MS,
    run: async () => {
      if (patient.ingest === undefined)
        return [skipped("Guests' pictures go to Cloudflare Stream here: there is no ingest to push to.")];
      if (o.push === undefined) return [skipped("There is no ffmpeg on this machine to push with.")];
      const told = await doors.asProducer(routes.trialRooms, TrialRoom, { method: "POST" });
      if (told.kind === "not-told") return [told.finding];
      const { room, server, key } = told.value;
      const untrusted = await wrongCertificate(server);
      if (untrusted !== undefined) return [untrusted];
      const push = o.push({ target: `${server}/${key}`, seconds: PUSH_SECONDS });
      try {
        return await watch(room, server, push);
      } finally {
        push.stop();
      }
    },
  };

  async function wrongCertificate(server: string): Promise<Finding | undefined> {
    const { protocol, hostname, port } = new URL(server);
    if (protocol !== "rtmps:") return undefined;
    const hands = await o.shakeHands({ host: hostname, port: Number(port || "443") });
    if (hands.kind === "unreachable") return bad(`${server} ${hands.problem}.`, OPEN_PORT);
    if (hands.untrusted === undefined) return undefined;
    return bad(
      `${server} ${hands.untrusted}: Zoom will not push there.`,
      "Look at the log of the proxy in front of ingest: it gets its certificates by itself.",
    );
  }

  async function watch(
    room: string,
    server: string,
    push: ReturnType<NonNullable<typeof o.push>>,
  ): Promise<Finding[]> {
    const startedMs = o.nowMs();
    const sight: Sight = {
      liveAfterMs: undefined,
      seconds: 0,
      hadPicture: false,
      hadSound: false,
      goneAfterMs: undefined,
      problem: undefined,
    };
    let pushed: Awaited<typeof push.ended> | undefined;
    let endedMs: number | undefined;
    void push.ended.then((how) => {
      pushed = how;
      endedMs = o.nowMs();
    });
    for (;;) {
      const told = await doors.asProducer(routes.roomsSeen, RoomsSeen);
      if (told.kind === "not-told") return [told.finding];
      const status = told.value.rooms.find((each) => each.room === room);
      const nowMs = o.nowMs();
      if (status?.state === "live") {
        sight.liveAfterMs ??= nowMs - startedMs;
        sight.hadPicture ||= status.source?.width !== undefined;
        sight.hadSound ||= status.peakDbfs !== undefined;
      } else if (endedMs !== undefined && sight.liveAfterMs !== undefined)
        sight.goneAfterMs ??= nowMs - endedMs;
      sight.problem = status?.problem ?? sight.problem;
      sight.seconds = Math.max(sight.seconds, offeredOf(status));
      const isOver =
        endedMs !== undefined &&
        (sight.liveAfterMs === undefined || sight.goneAfterMs !== undefined || nowMs - endedMs > MAX_GONE_MS);
      if (isOver || nowMs - startedMs > MAX_PUSH_MS + MAX_GONE_MS) break;
      await o.sleep(LOOK_MS);
    }
    return judgePush(sight, pushed ?? { kind: "failed", problem: "it did not end in time" }, server);
  }
}

const offeredOf = (status: RoomStatus | undefined): number =>
  (status?.offered ?? []).reduce((sum, [from, to]) => sum + to - from, 0);
