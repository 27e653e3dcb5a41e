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
  const note = useSignal("");
  const said = useSignal<string | undefined>(undefined);
  const hear = (answer: Answer<GuestsAnswer>, done?: string): void => {
    closesSession(answer);
    said.value = answer.kind === "ok" ? done : answer.message;
    if (answer.kind !== "ok") return;
    told.value = answer.value;
    note.value = answer.value.note ?? "";
  };
  useEffect(() => {
    void ask(routes.guests(event.entry), GuestsAnswer).then((answer) => hear(answer));
  }, [event.entry]);
  const write = async (): Promise<void> => {
    const answer = await send(routes.guestNote(event.entry), { note: note.value }, GuestsAnswer, "PUT");
    hear(answer, "Their pages show it.");
  };
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
          value={note.value}
          onInput={({ currentTarget }) => (note.value = currentTarget.value)}
        />
        <button type="submit" class="small">
          Write
        </button>
      </form>
      {said.value !== undefined && (
        <small class="quiet" role="status">
          {said.value}
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
