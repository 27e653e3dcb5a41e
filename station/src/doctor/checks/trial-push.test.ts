import { routes } from "@nonstop/contract/routes";
import { expect, it } from "vitest";
import type { Finding } from "../frame/finding.ts";
import type { Ask, Handshake, Push } from "../instruments/instruments.ts";
import type { Patient } from "../patient.ts";
import { StationDoors } from "./doors/station-doors.ts";
import { trialPushCheck } from "./trial-push.ts";

const ROOM = "e-trial-10a1b2c3d";
const live = {
  room: ROOM,
  state: "live",
  sinceMs: 0,
  offered: [[100, 108]],
  peakDbfs: -12,
  source: { width: 640 },
};
const patient: Patient = {
  kind: "local",
  site: "http://station.test",
  publicSite: "http://station.test",
  ingest: "http://in.test",
  channel: "main",
  producerToken: "producer",
  originToken: undefined,
  hasAccess: false,
  contentful: undefined,
  zoom: undefined,
  cloudflare: undefined,
};

/** Pushes to a station whose list of rooms says, look by look, what is told here; the last one goes on. */
async function push(
  looks: readonly object[][],
  o: { server?: string; ended?: Awaited<Push["ended"]>; tls?: Handshake } = {},
) {
  const { server = "rtmp://in.test/live", ended = { kind: "sent" } } = o;
  let looked = 0;
  let nowMs = 0;
  let end: (how: Awaited<Push["ended"]>) => void = () => undefined;
  const targets: string[] = [];
  const ask: Ask = ({ url, headers }) => {
    expect(headers).toMatchObject({ authorization: "Bearer producer" });
    const isTrial = url.endsWith(routes.trialRooms);
    const rooms = looks[Math.min(looked, looks.length - 1)];
    if (!isTrial) looked += 1;
    // The push is over once the list has told all but the last of it.
    if (looked === looks.length - 1) end(ended);
    const body = isTrial ? { room: ROOM, server, key: "secret-key", until: 1 } : { rooms };
    const about = { status: isTrial ? 201 : 200, headers: new Headers(), size: 1, askedMs: 0, tookMs: 0 };
    return Promise.resolve({ kind: "answer", text: JSON.stringify(body), ...about });
  };
  const findings = await trialPushCheck(patient, new StationDoors(patient, ask), {
    nowMs: () => nowMs,
    sleep: (ms) => {
      nowMs += ms;
      return Promise.resolve();
    },
    shakeHands: () => Promise.resolve(o.tls ?? { kind: "unreachable", problem: "refuses the connection" }),
    push: ({ target }) => {
      targets.push(target);
      return { ended: new Promise((resolve) => (end = resolve)), stop: () => undefined };
    },
  }).run();
  return { findings, targets };
}

const says = (findings: readonly Finding[]): string[] =>
  findings.map((finding) => (finding.kind === "skipped" ? finding.why : finding.says));

it("watches the room come, and go when the push is over", async () => {
  const { findings, targets } = await push([
    [],
    [{ ...live, state: "connecting" }],
    [live],
    [live],
    [{ ...live, state: "waiting" }],
  ]);
  expect(findings.map(({ kind }) => kind)).toEqual(["good"]);
  expect(says(findings)[0]).toContain("live after 0.8 s");
  expect(targets).toEqual(["rtmp://in.test/live/secret-key"]);
});

it("tells of a room that never comes, of one without sound, and of one that stays", async () => {
  const refused = { kind: "failed" as const, problem: "the connection is closed by the other side" };
  expect(says((await push([[], []], { ended: refused })).findings)).toEqual([
    "A push to rtmp://in.test/live fails: the connection is closed by the other side.",
  ]);
  const { peakDbfs: _, ...silent } = live;
  expect(says((await push([[silent], [silent], []])).findings)).toEqual(["The pushed sound did not arrive."]);
  expect(says((await push([[live], [live], [live]])).findings)).toEqual([
    "The room was still live 8 s after the push had ended.",
  ]);
});

it("pushes nothing where Zoom would not, for the certificate is not trusted", async () => {
  const tls = {
    kind: "tls" as const,
    protocol: "TLSv1.3",
    validToMs: 0,
    issuer: "me",
    untrusted: "shows a certificate that it signed itself",
  };
  const { findings, targets } = await push([[]], { server: "rtmps://in.test/live", tls });
  expect(says(findings)).toEqual([
    "rtmps://in.test/live shows a certificate that it signed itself: Zoom will not push there.",
  ]);
  expect(targets).toEqual([]);
});
