import type { EventStatus } from "@nonstop/contract/events";
import { GuestsAnswer, MAX_GUEST_NOTE } from "@nonstop/contract/guest";
import { isMeetingRoom } from "@nonstop/contract/room-names";
import { routes } from "@nonstop/contract/routes";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { nowSecond } from "../feed/clock.ts";
import { ask, type Answer, send } from "../feed/door.ts";
import { startsWords } from "../time/wording.ts";
import { provisioning } from "./desk-feed.ts";
import { closesSession } from "./session.ts";

const MOST = 4;

function verdictWords({ verdict }: GuestsAnswer["guests"][number]): string {
  if (verdict === undefined) return "not tested";
  if (verdict.isReady) return "ready";
  return `not ready: ${verdict.findings.flatMap(({ is, says }) => (is === "bad" ? [says] : [])).join(" ")}`;
}

/** Who is expected in one show, what their tests gave, and the note that they read. */
function ShowGuests({ event }: { event: EventStatus }): JSX.Element {
  const told = useSignal<GuestsAnswer | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  /** What somebody types here and has not written yet. */
  const typed = useSignal<string | undefined>(undefined);
  const isWritten = useSignal(false);
  const note = typed.value ?? told.value?.note ?? "";
  const hear = (answer: Answer<GuestsAnswer>): void => {
    closesSession(answer);
    problem.value = answer.kind === "ok" ? undefined : answer.message;
    if (answer.kind === "ok") told.value = answer.value;
  };
  // An event that was read anew is another object: so tests of guests are seen, and what other desks write.
  useEffect(() => {
    void ask(routes.guests(event.entry), GuestsAnswer).then(hear);
  }, [event]);
  const write = async (): Promise<void> => {
    const answer = await send(routes.guestNote(event.entry), { note }, GuestsAnswer, "PUT");
    hear(answer);
    isWritten.value = answer.kind === "ok";
    if (isWritten.value && typed.value === note) typed.value = undefined;
  };
  const said = problem.value ?? (isWritten.value ? "Their pages show it." : undefined);
  return (
    <li data-guests={event.entry}>
      <b>
        <bdi>{event.title}</bdi>
      </b>
      {event.start !== undefined && (
        <small class="quiet">
          {event.start > nowSecond.value ? startsWords(event.start - nowSecond.value) : "On now"}.
        </small>
      )}
      {told.value?.guests
        .filter(({ person }) => person !== undefined)
        .map((guest) => (
          <small key={guest.person} class={guest.verdict?.isReady === false ? "problem" : "quiet"}>
            <bdi>{guest.name}</bdi>: {verdictWords(guest)}
          </small>
        ))}
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void write();
        }}
      >
        <input
          aria-label={`Note to the guests of ${event.title}`}
          placeholder="Note to the guests"
          maxLength={MAX_GUEST_NOTE}
          value={note}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
            isWritten.value = false;
          }}
        />
        <button type="submit" class="small">
          Write
        </button>
      </form>
      {said !== undefined && (
        <small class="quiet" role="status">
          {said}
        </small>
      )}
    </li>
  );
}

/** The guests of the shows that are on or come next. */
export function GuestsPanel(): JSX.Element | null {
  const second = nowSecond.value;
  const events = provisioning.value.events
    .filter(
      ({ room, end, state }) =>
        room !== undefined &&
        isMeetingRoom(room) &&
        end !== undefined &&
        end > second &&
        state !== "cancelled",
    )
    .slice(0, MOST);
  if (events.length === 0) return null;
  return (
    <section class="panel guests-panel" aria-label="Guests">
      <h2>Guests</h2>
      <ul>
        {events.map((event) => (
          <ShowGuests key={event.entry} event={event} />
        ))}
      </ul>
    </section>
  );
}
