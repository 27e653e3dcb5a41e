import type { GuestState } from "@nonstop/contract/guest";
import { routes } from "@nonstop/contract/routes";
import type { JSX } from "preact";
import { nowSecond } from "../feed/clock.ts";
import { LevelMeter } from "../site/level-meter.tsx";
import { ownZone } from "../site/own-zone.ts";
import { clockLabel, dateLabel, dayOf } from "../time/zone-day.ts";
import { seenWords } from "./guest-words.ts";
import { token } from "./guest-feed.ts";

/** The link that leads into the meeting. It opens beside this page, which the guest needs meanwhile. */
export function ComeIn({ isFirst }: { isFirst: boolean }): JSX.Element {
  return (
    <a
      class={`key come-in ${isFirst ? "first" : ""}`}
      href={routes.guestJoin(token)}
      target="_blank"
      rel="noopener noreferrer"
    >
      Come in
      <span class="unseen"> (Zoom opens beside this page)</span>
    </a>
  );
}

/** A time in the guest's own zone, with the day where that is not today. */
function Moment({ second }: { second: number }): JSX.Element {
  const isToday = dayOf(second, ownZone) === dayOf(nowSecond.value, ownZone);
  return (
    <>
      {isToday ? "" : `${dateLabel(second, ownZone)}, `}
      <b class="digits">{clockLabel(second, ownZone)}</b>
    </>
  );
}

/** How the station sees and hears the guest. */
export function SeenPanel({ seen }: { seen: NonNullable<GuestState["seen"]> }): JSX.Element {
  const isGood = seen.picture === "good" && seen.sound === "good";
  const isBad = seen.state === "received" && !isGood;
  return (
    <div class={`seen ${isGood ? "good" : ""} ${isBad ? "bad" : ""}`} data-seen={seen.state}>
      <p role="status">
        <strong>{seenWords(seen)}</strong>
      </p>
      {seen.state === "received" && (
        <div class="seen-level">
          <span class="label">Your sound at the station</span>
          <LevelMeter peak={seen.peakDbfs} />
        </div>
      )}
      {seen.problem !== undefined && <p class="quiet">{seen.problem}</p>}
    </div>
  );
}

/** When and how to come in; then how the station sees the guest. */
export function WayIn({ state }: { state: GuestState }): JSX.Element {
  const { phase, opens, hasMeeting, letsIn, seen, check } = state;
  return (
    <section class="guest-panel way-in" aria-label="The way in">
      {!hasMeeting ? (
        <p>
          {phase === "early"
            ? "Your way in is not ready yet. It will be here in good time."
            : "This show has no meeting to come into. Whoever invited you knows more."}
        </p>
      ) : phase === "open" && letsIn ? (
        <>
          <ComeIn isFirst={seen?.state !== "received"} />
          <p class="quiet">
            Zoom opens beside this page. Keep this page open: here you see how the station receives you, and
            when you are on air.
          </p>
        </>
      ) : (
        <p>
          <strong>You are early.</strong> Come in from <Moment second={opens} /> on. Until then this page is
          all you need.
        </p>
      )}
      {seen !== undefined && check === undefined && <SeenPanel seen={seen} />}
    </section>
  );
}
