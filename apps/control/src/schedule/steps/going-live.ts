import type { EventProblem } from "@nonstop/contract/events";
import { present } from "@nonstop/contract/present";
import { isInputRoom } from "@nonstop/contract/room-names";
import { sentence } from "../events/sentence.ts";
import type { LivestreamLook } from "../ports/meetings.ts";
import { formerStopMs } from "./former-meetings.ts";
import type { Known, KnownSession } from "./known.ts";
import { notBefore, type Wait } from "./step.ts";
import { triesOf } from "./tries.ts";

/**
 * When the livestream of an event's meeting may be up, `[fromMs, toMs)`, when its show starts (epoch ms), and how it is shown. A
 * rehearsal is a window before.
 */
export type OnAirWindow = {
  fromMs: number;
  toMs: number;
  startMs: number;
  room: string;
  look: LivestreamLook;
};

export type GoingLiveStep =
  | { kind: "look-at-meeting"; id: string; room: string }
  | { kind: "start-livestream"; id: string; look: LivestreamLook }
  | { kind: "stop-livestream"; id: string }
  | { kind: "stop-former"; former: string };

/** Inside the window the vendor is asked so often whether the meeting goes on, whatever its webhooks told. */
export const LOOK_MS = 30_000;
/** A livestream is asked for at most so often, but for as long as the window is open. */
export const START_AGAIN_MS = 60_000;
const FIRST_START_AGAIN_MS = 30_000;
/** A webhook about what was found by asking may still be on its way for so long. */
const TELLING_MS = 10_000;

/** What going live needs: the meeting, its window, what is known of its session, and the time. */
type Given = { window: OnAirWindow | undefined; nowMs: number };

/**
 * The steps of going live, the most urgent first, or when the next one is due. They depend on the meeting's id and its window
 * alone. Pure.
 */
export function goingLiveSteps(given: Given, known: Known): (GoingLiveStep | Wait)[] {
  return [...meetingSteps(given, known), ...formerSteps(given, known)];
}

function meetingSteps({ window, nowMs }: Given, known: Known): (GoingLiveStep | Wait)[] {
  const { meeting, session, tries } = known;
  if (meeting === undefined) return [];
  if (window === undefined || !isOpen(window, nowMs)) return closedSteps(window, nowMs, known);
  // It is pointed at us within a moment. If that fails, to start it is worth a try.
  const hasFailed = tries?.["set-livestream"] !== undefined || tries?.["create-input"] !== undefined;
  if (meeting.livestreamKey === undefined && !hasFailed) return [];
  const look: GoingLiveStep = { kind: "look-at-meeting", id: meeting.id, room: window.room };
  // What a producer has chosen in mid-show outlasts a livestream that drops out.
  const livestreamLook = { ...window.look, ...present({ layout: session?.layout }) };
  const start: GoingLiveStep = { kind: "start-livestream", id: meeting.id, look: livestreamLook };
  const lookMs = (known.lookedMs ?? 0) + LOOK_MS;
  // A vendor that does not tell whether the meeting goes on may start it all the same.
  const isBlind = session === undefined && triesOf(tries, look) !== undefined;
  // With a key that is about to be changed it would be started for a moment.
  const isKeyLeaving = known.input?.isKeyUnwanted === true && tries?.["rotate-key"] === undefined;
  const startMs = isKeyLeaving ? undefined : isBlind ? nowMs : startDueMs(session);
  return [
    ...(startMs === undefined ? [] : [notBefore(startMs, start, nowMs)]),
    notBefore(lookMs, look, nowMs),
    ...newWords(window, nowMs, known),
  ];
}

function formerSteps({ window, nowMs }: Given, known: Known): (GoingLiveStep | Wait)[] {
  const sending = known.former?.filter(({ isStopped }) => isStopped !== true) ?? [];
  const stopMs = formerStopMs({ isOpen: isOpen(window, nowMs) }, known);
  const dueMs = stopMs ?? window?.toMs;
  if (dueMs === undefined || sending.length === 0) return [];
  if (dueMs > nowMs) return [{ kind: "wait", untilMs: dueMs }];
  return sending.map(({ id }) => ({ kind: "stop-former", former: id }));
}

// When people are to be told something else although nothing has happened.
function newWords({ startMs }: OnAirWindow, nowMs: number, { session }: Known): Wait[] {
  const foundMs = session?.isFound === true ? session.startedMs + TELLING_MS : 0;
  return [startMs, foundMs].flatMap((atMs) => (atMs > nowMs ? [{ kind: "wait", untilMs: atMs }] : []));
}

// Nothing of a meeting is sent outside the window, however long people stay in it.
function closedSteps(
  window: OnAirWindow | undefined,
  nowMs: number,
  { meeting, session }: Known,
): (GoingLiveStep | Wait)[] {
  const steps: (GoingLiveStep | Wait)[] = [];
  if (meeting !== undefined && session !== undefined && session.livestream !== "off")
    steps.push({ kind: "stop-livestream", id: meeting.id });
  if (window !== undefined && nowMs < window.fromMs) steps.push({ kind: "wait", untilMs: window.fromMs });
  return steps;
}

/** Whether the livestream may be up now. */
export function isOpen(window: OnAirWindow | undefined, nowMs: number): boolean {
  return window !== undefined && window.fromMs <= nowMs && nowMs < window.toMs;
}

/** When the livestream is to be asked for; undefined when there is no session, or it is on. */
function startDueMs(session: KnownSession | undefined): number | undefined {
  if (session === undefined || session.livestream === "on") return undefined;
  const { asks, askedMs = 0 } = session;
  return asks === 0 ? 0 : askedMs + Math.min(START_AGAIN_MS, FIRST_START_AGAIN_MS * 2 ** (asks - 1));
}

/** What was seen of a meeting at `atMs`. `isReceived`: whether its picture arrives here, if anybody knows. */
export type Seen = { isGoingOn: boolean; isReceived: boolean | undefined; atMs: number };

/** What is known after the vendor was asked. News that came since it was asked are newer than its answer. Pure. */
export function afterLook(known: Known, { isGoingOn, isReceived, atMs }: Seen): Known {
  const { session, ...rest } = known;
  const looked = { ...rest, lookedMs: atMs };
  if (!isGoingOn) return session === undefined || session.startedMs <= atMs ? looked : { ...looked, session };
  const goesOn = session ?? foundAt(atMs);
  return { ...looked, session: { ...goesOn, ...livestreamAfter(goesOn, isReceived, atMs), seenMs: atMs } };
}

// The picture itself is the best witness: a vendor's word that the livestream is on, or off, may be lost.
function livestreamAfter(
  { livestream, heardMs, askedMs = 0, receivedMs = 0 }: KnownSession,
  isReceived: boolean | undefined,
  atMs: number,
): Partial<KnownSession> {
  if (isReceived === true) return { livestream: "on", receivedMs: atMs };
  const isLost = isReceived === false && atMs - Math.max(heardMs, askedMs, receivedMs) >= START_AGAIN_MS;
  return isLost && livestream === "on" ? { livestream: "off" } : {};
}

/** What is known after the vendor accepted, at `atMs`, that the livestream starts. That it is on is told later. Pure. */
export function afterStart(known: Known, atMs: number): Known {
  const session = known.session ?? foundAt(atMs);
  if (session.livestream === "on") return known;
  return {
    ...known,
    session: { ...session, livestream: "asked", askedMs: atMs, asks: session.asks + 1 },
  };
}

/** What is known after the vendor was told, at `atMs`, to stop the livestream. Pure. */
export function afterStop(known: Known, atMs: number): Known {
  const { session } = known;
  if (session === undefined) return known;
  return { ...known, session: { ...session, livestream: "off", heardMs: atMs, asks: 0 } };
}

function foundAt(atMs: number): KnownSession {
  return { startedMs: atMs, heardMs: 0, livestream: "off", asks: 0, isFound: true };
}

/** What is wrong, as `EventCode` has it. */
export type GoingLiveProblem = EventProblem & {
  code: "not-streaming" | "meeting-unseen" | "nobody-there" | "unheard";
};

/** What people should know while a show is not on air yet although it should be, or is on by our asking alone. Pure. */
export function goingLiveProblem({ window, nowMs }: Given, known: Known): GoingLiveProblem | undefined {
  const { session, tries, meeting, lookedMs } = known;
  if (meeting === undefined || window === undefined || !isOpen(window, nowMs)) return undefined;
  const ofInput = inputProblem(window, known);
  if (ofInput !== undefined) return ofInput;
  const { start, look } = { start: tries?.["start-livestream"], look: tries?.["look-at-meeting"] };
  if (session?.livestream !== "on" && start !== undefined)
    return {
      code: "not-streaming",
      message: `the livestream is not on. ${sentence(start.message)}`,
      cure: "It is asked for again every minute; look into the meeting if it lasts.",
    };
  if (look !== undefined)
    return {
      code: "meeting-unseen",
      message: `nobody can tell whether its meeting goes on. ${sentence(look.message)}`,
      cure: "Its livestream is asked for all the same; look into the meeting if it lasts.",
    };
  if (session === undefined)
    return nowMs >= window.startMs && lookedMs !== undefined
      ? {
          code: "nobody-there",
          message: "nobody is in its meeting.",
          cure: "Ask the guests to come in: the entry has the link.",
        }
      : undefined;
  if (session.isFound === true && nowMs - session.startedMs >= TELLING_MS)
    return {
      code: "unheard",
      message: "its meeting goes on, but no webhook told so: it was found by asking.",
      cure: "Check the event subscription of the Zoom app.",
    };
  if (session.livestream === "asked" && session.asks > 1)
    return {
      code: "not-streaming",
      message:
        "the livestream was accepted, but nobody has told that it is on, and no picture comes. It is asked for again every minute.",
      cure: "Look into the meeting whether it is live.",
    };
  return undefined;
}

// What its meeting sends to, and we read from, is not ours: without it nothing comes.
function inputProblem({ room }: OnAirWindow, { input, tries }: Known): GoingLiveProblem | undefined {
  if (!isInputRoom(room)) return undefined;
  const code = "not-streaming";
  const create = tries?.["create-input"];
  if (input === undefined && create !== undefined)
    return {
      code,
      message: `there is no live input that its meeting could send to. ${sentence(create.message)}`,
      cure: "It is asked for again every minute.",
    };
  const token = tries?.["make-token"];
  if (input !== undefined && input.token === undefined && token !== undefined)
    return {
      code,
      message: `what its meeting sends to its live input cannot be read. ${sentence(token.message)}`,
      cure: "It is asked for again every minute.",
    };
  return undefined;
}
