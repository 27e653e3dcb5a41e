import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { EventStatus } from "@nonstop/contract/events";
import { HostKeyAnswer } from "@nonstop/contract/host-key";
import { type Layout, LayoutAnswer } from "@nonstop/contract/layout";
import { isMeetingRoom } from "@nonstop/contract/room-names";
import { routes } from "@nonstop/contract/routes";
import { ask, send } from "../feed/door.ts";
import { closesSession } from "./session.ts";
import { LAYOUT_WORDS } from "../site/layout-words.ts";

/** A key that nobody hides goes by itself: desks are seen by many. */
const SHOWN_MS = 60_000;

/** The event whose meeting feeds a room; undefined for a room that no meeting feeds. */
export function eventOfRoom(events: readonly EventStatus[], room: string): EventStatus | undefined {
  return isMeetingRoom(room) ? events.find((event) => event.room === room) : undefined;
}

function HostKey({ entry }: { entry: string }): JSX.Element {
  const shown = useSignal<string | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  useEffect(() => {
    if (shown.value === undefined) return undefined;
    const hide = setTimeout(() => (shown.value = undefined), SHOWN_MS);
    return () => clearTimeout(hide);
  }, [shown.value]);
  const show = async (): Promise<void> => {
    const answer = await ask(routes.hostKey(entry), HostKeyAnswer);
    closesSession(answer);
    shown.value = answer.kind === "ok" ? answer.value.hostKey : undefined;
    problem.value = answer.kind === "ok" ? undefined : answer.message;
  };
  const isShown = shown.value !== undefined;
  return (
    <>
      <button
        type="button"
        class="small"
        onClick={() => {
          if (isShown) shown.value = undefined;
          else void show();
        }}
      >
        {isShown ? "Hide host key" : "Show host key"}
      </button>
      {isShown && (
        <p>
          In the meeting, choose Claim host and type <b class="digits host-key">{shown.value}</b>
        </p>
      )}
      {problem.value !== undefined && <p class="problem">{problem.value}</p>}
    </>
  );
}

function Layouts({ entry }: { entry: string }): JSX.Element {
  const said = useSignal<{ isProblem: boolean; words: string } | undefined>(undefined);
  const choose = async (layout: Layout): Promise<void> => {
    said.value = { isProblem: false, words: "Asking." };
    const answer = await send(routes.layout(entry), { layout }, LayoutAnswer, "PUT");
    closesSession(answer);
    said.value =
      answer.kind === "ok"
        ? { isProblem: false, words: answer.value.says }
        : { isProblem: true, words: answer.message };
  };
  return (
    <>
      <span class="layouts" role="group" aria-label="Layout">
        {LAYOUT_WORDS.map(([layout, words]) => (
          <button key={layout} type="button" class="small" onClick={() => void choose(layout)}>
            {words}
          </button>
        ))}
      </span>
      <p role="status" class={said.value?.isProblem === true ? "problem" : ""}>
        {said.value?.words}
      </p>
    </>
  );
}

/** What a producer does in the meeting that feeds a room: who fills the picture, and who may mute. */
export function MeetingMenu({ event }: { event: EventStatus }): JSX.Element {
  const isOpen = useSignal(false);
  return (
    <div class="meeting-menu">
      <button
        type="button"
        class="small"
        aria-expanded={isOpen.value}
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        Meeting
      </button>
      {isOpen.value && (
        <section aria-label={`Meeting of ${event.title}`}>
          <Layouts entry={event.entry} />
          <HostKey entry={event.entry} />
        </section>
      )}
    </div>
  );
}
