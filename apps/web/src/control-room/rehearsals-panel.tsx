import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { EventStatus } from "@nonstop/contract/events";
import { RehearsalAnswer } from "@nonstop/contract/rehearsal";
import { routes } from "@nonstop/contract/routes";
import { nowSecond } from "../feed/clock.ts";
import { ask, send } from "../feed/door.ts";
import { ownZone } from "../site/own-zone.ts";
import { startsWords } from "../time/wording.ts";
import { clockLabel } from "../time/zone-day.ts";
import { askSlowThings, provisioning } from "./desk-feed.ts";
import { canRehearse } from "./rehearsable.ts";
import { closesSession } from "./session.ts";

const MINUTES = 20;

function Rehearsable({ event }: { event: EventStatus }): JSX.Element {
  const problem = useSignal<string | undefined>(undefined);
  const second = nowSecond.value;
  const { rehearsal } = event;
  const isOn = rehearsal !== undefined && rehearsal.to > second;
  const change = async (): Promise<void> => {
    const path = routes.rehearsal(event.entry);
    const answer = isOn
      ? await ask(path, RehearsalAnswer, { method: "DELETE" })
      : await send(path, { minutes: MINUTES }, RehearsalAnswer, "PUT");
    closesSession(answer);
    problem.value = answer.kind === "ok" ? undefined : answer.message;
    await askSlowThings();
  };
  return (
    <li data-event={event.entry}>
      <b>
        <bdi>{event.title}</bdi>
      </b>
      <button type="button" class="small" onClick={() => void change()}>
        {isOn ? "End rehearsal" : `Rehearse ${MINUTES} min`}
      </button>
      <small class="quiet">
        {isOn
          ? `Open until ${clockLabel(rehearsal.to, ownZone)}, for the preview only.`
          : `${startsWords((event.start ?? second) - second)}.`}
      </small>
      {problem.value !== undefined && <small class="problem">{problem.value}</small>}
    </li>
  );
}

/** Shows to come whose rooms can be opened now, for a guest's test: the preview shows them, and no take can. */
export function RehearsalsPanel(): JSX.Element | null {
  const events = canRehearse(provisioning.value.events, nowSecond.value);
  if (events.length === 0) return null;
  return (
    <section class="panel rehearsals-panel" aria-label="Rehearsals">
      <h2>Rehearsals</h2>
      <ul>
        {events.map((event) => (
          <Rehearsable key={event.entry} event={event} />
        ))}
      </ul>
    </section>
  );
}
