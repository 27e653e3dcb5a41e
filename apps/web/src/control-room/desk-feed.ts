import { signal } from "@preact/signals";
import { AsRun, type AsRunSpan, type CommittedSecond } from "@nonstop/contract/as-run";
import { EncodersAnswer } from "@nonstop/contract/encoders";
import { EventsAnswer } from "@nonstop/contract/events";
import { Library } from "@nonstop/contract/library";
import { ControlRoomMessage, ControlRoomState } from "@nonstop/contract/origin-socket";
import { routes } from "@nonstop/contract/routes";
import { readClock } from "../feed/clock.ts";
import { ask } from "../feed/door.ts";
import { CHANNEL } from "../feed/station-feed.ts";
import { addSecond } from "./as-run-tail.ts";
import { closesSession, session } from "./session.ts";

const AS_RUN_EVERY_MS = 15_000;
const SLOW_EVERY_MS = 20_000;

export const desk = signal<ControlRoomState | undefined>(undefined);
/** The newest committed second. It says what is really on air. */
export const onAir = signal<CommittedSecond | undefined>(undefined);
export const asRun = signal<readonly AsRunSpan[]>([]);
export const library = signal<Library["assets"]>([]);
/** The station's encoders, without their keys. */
export const encoders = signal<EncodersAnswer["encoders"]>([]);
/** How the events are provisioned, and the warnings about the schedule. */
export const provisioning = signal<EventsAnswer>({ events: [], warnings: [], moreWarnings: 0, dismissed: 0 });
/** When the last message on the socket came, by `performance.now()`: channel time may still be set right. At first: when the desk opened. */
export const heardMs = signal<number | undefined>(undefined);
/** True while the socket is open and has delivered a message. */
export const isLinked = signal(false);

const secondListeners = new Set<(second: CommittedSecond) => void>();

/** Calls the listener with every committed second from now on. Returns a function that stops it. */
export function onSecond(listener: (second: CommittedSecond) => void): () => void {
  secondListeners.add(listener);
  return () => secondListeners.delete(listener);
}

function acceptState(state: ControlRoomState): void {
  desk.value = state;
  const told = state.onAir;
  if (told !== undefined && told.second >= (onAir.value?.second ?? 0)) onAir.value = told;
}

function acceptSecond(second: CommittedSecond): void {
  if (second.second >= (onAir.value?.second ?? 0)) onAir.value = second;
  asRun.value = addSecond(asRun.value, second);
  for (const listener of secondListeners) listener(second);
}

/** Asks for the desk's state once. The answer also shows whether a session is open. */
export async function askDesk(): Promise<void> {
  const answer = await ask(routes.control(CHANNEL), ControlRoomState);
  if (closesSession(answer)) return;
  if (answer.kind !== "ok") return;
  readClock(answer.value.nowMs, answer.sentMs, answer.receivedMs);
  acceptState(answer.value);
  session.value = "open";
}

/** Asks for the library, the encoders, the events and their warnings. */
export async function askSlowThings(): Promise<void> {
  const [pieces, events, known] = await Promise.all([
    ask(routes.library, Library),
    ask(routes.events, EventsAnswer),
    ask(routes.encoders, EncodersAnswer),
  ]);
  if (closesSession(pieces) || closesSession(events)) return;
  if (pieces.kind === "ok") library.value = pieces.value.assets;
  if (events.kind === "ok") provisioning.value = events.value;
  if (known.kind === "ok") encoders.value = known.value.encoders;
}

async function askAsRun(): Promise<void> {
  const answer = await ask(`${routes.asRun(CHANNEL)}?limit=100`, AsRun);
  if (closesSession(answer)) return;
  if (answer.kind === "ok") asRun.value = answer.value.spans;
}

function hear(data: unknown): void {
  if (typeof data !== "string") return;
  let raw: unknown;
  try {
    raw = JSON.parse(data);
  } catch {
    return;
  }
  const message = ControlRoomMessage.safeParse(raw);
  // A message that this page cannot read does not count as news. The page then becomes stale and says so.
  if (!message.success) return;
  heardMs.value = performance.now();
  isLinked.value = true;
  if (message.data.kind === "state") acceptState(message.data.state);
  else acceptSecond(message.data.second);
}

/**
 * Keeps a socket to the edge open, with a growing pause between tries. Polls the library, the events and the as-run
 * meanwhile. Returns a function that stops all of it.
 */
export function startDesk(): () => void {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const end = new AbortController();
  let pause = 500;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let socket: WebSocket | undefined;
  heardMs.value = performance.now();
  isLinked.value = false;
  const connect = (): void => {
    socket = new WebSocket(`${scheme}//${location.host}${routes.controlSocket(CHANNEL)}`);
    socket.addEventListener("message", (event) => {
      if (end.signal.aborted) return;
      pause = 500;
      hear(event.data);
    });
    socket.addEventListener("close", () => {
      if (end.signal.aborted) return;
      isLinked.value = false;
      retry = setTimeout(connect, pause);
      pause = Math.min(8000, pause * 2);
      void askDesk();
    });
  };
  connect();
  // Whoever has just signed in has not been told the time.
  void askDesk();
  void askSlowThings();
  void askAsRun();
  const slow = setInterval(() => void askSlowThings(), SLOW_EVERY_MS);
  const asRuns = setInterval(() => void askAsRun(), AS_RUN_EVERY_MS);
  return () => {
    end.abort();
    socket?.close();
    clearTimeout(retry);
    clearInterval(slow);
    clearInterval(asRuns);
  };
}
