import type { GuestState } from "@nonstop/contract/guest";
import type { JSX } from "preact";
import { nowSecond } from "../feed/clock.ts";
import { People } from "../programme/people.tsx";
import { ownZone } from "../site/own-zone.ts";
import { clockLabel, dateLabel, isZone, zoneLabel } from "../time/zone-day.ts";
import { countdown } from "./guest-words.ts";

/** A time in one zone, with the day where it is another one than `day`. */
function Time({ second, zone, day }: { second: number; zone: string; day?: string }): JSX.Element {
  const date = dateLabel(second, zone);
  return (
    <>
      {date === day ? "" : `${date}, `}
      <b class="digits">{clockLabel(second, zone)}</b> <span class="quiet">{zoneLabel(zone, second)}</span>
    </>
  );
}

function When({ state }: { state: GuestState }): JSX.Element {
  const { start } = state.show;
  const station = isZone(state.stationTimezone) ? state.stationTimezone : "UTC";
  const isElsewhere = clockLabel(start, station) !== clockLabel(start, ownZone);
  return (
    <dl class="guest-when">
      <div>
        <dt class="label">When, your time</dt>
        <dd>
          <Time second={start} zone={ownZone} />
        </dd>
      </div>
      {isElsewhere && (
        <div>
          <dt class="label">At the station</dt>
          <dd>
            <Time second={start} zone={station} day={dateLabel(start, ownZone)} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function Countdown({ state }: { state: GuestState }): JSX.Element {
  const { start, end } = state.show;
  const second = nowSecond.value;
  const hasBegun = second >= start;
  const seconds = hasBegun ? end - second : start - second;
  return (
    <p class="guest-countdown" role="timer" aria-live="off">
      <span class="label">{hasBegun ? "Left of your show" : "Your show starts in"}</span>
      <span class="digits">{countdown(seconds)}</span>
    </p>
  );
}

function Again({ again }: Pick<GuestState, "again">): JSX.Element | null {
  if (again.length === 0) return null;
  return (
    <section aria-label="When it airs again">
      <p>It airs again:</p>
      <ul class="guest-again">
        {again.map(({ start }) => (
          <li key={start}>
            <Time second={start} zone={ownZone} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Thanks({ state: { name, show, again } }: { state: GuestState }): JSX.Element {
  return (
    <section class="guest-thanks">
      <p>
        <strong>
          Your show is over. Thank you
          {name !== undefined && (
            <>
              , <bdi>{name}</bdi>
            </>
          )}
          .
        </strong>
      </p>
      <p>You may leave the meeting.</p>
      <Again again={again} />
      {show.slug !== undefined && (
        <a class="key" href={`/schedule/${show.slug}`}>
          See its page
        </a>
      )}
    </section>
  );
}

/** What the guest is invited to, with whom, and when. */
export function ShowHead({ state }: { state: GuestState }): JSX.Element {
  const { show, name, phase } = state;
  const isComing = phase === "early" || phase === "open";
  return (
    <header class="guest-head">
      {name !== undefined && (
        <p class="label">
          Hello <bdi>{name}</bdi>, you are our guest in
        </p>
      )}
      <h1 class="title">
        <bdi>{show.title}</bdi>
      </h1>
      {show.others.length > 0 && (
        <p>
          With <People people={show.others} />
        </p>
      )}
      {phase === "cancelled" && (
        <p class="guest-alert" role="alert">
          This show does not air as planned. Nobody expects you at that time; whoever invited you knows more.
        </p>
      )}
      {state.hasMoved === true && isComing && (
        <p class="guest-alert" role="status">
          The time has changed since you were given this link. The one below is right.
        </p>
      )}
      {phase === "over" ? <Thanks state={state} /> : isComing && <Countdown state={state} />}
      {isComing && <When state={state} />}
    </header>
  );
}
