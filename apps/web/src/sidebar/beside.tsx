import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import type { EventStatus } from "@nonstop/contract/events";
import type { SidebarState } from "@nonstop/contract/sidebar";
import { nowSecond } from "../feed/clock.ts";
import { LevelMeter } from "../site/level-meter.tsx";
import { ownZone } from "../site/own-zone.ts";
import { agoWords, startsWords } from "../time/wording.ts";
import { clockLabel, dateLabel } from "../time/zone-day.ts";
import { CopyButton } from "../site/copy-button.tsx";
import { Deeds } from "./deeds.tsx";
import { type Invite, invitesOf } from "./invites-of.ts";
import { silence, state } from "./looking.ts";
import type { SignedDoor } from "./signed-door.ts";
import { isOnAirNow, seenWords, standingOf } from "./words.ts";

type ForThem = Pick<SidebarState, "forGuests">;

function Part({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function When({ event }: { event: EventStatus }): JSX.Element | null {
  const { start, end } = event;
  if (start === undefined || end === undefined) return null;
  const second = nowSecond.value;
  const words = second < start ? startsWords(start - second) : second < end ? "Is on" : "Is over";
  return (
    <p>
      {words}.{" "}
      <span class="quiet">
        {dateLabel(start, ownZone)}, {clockLabel(start, ownZone)} to {clockLabel(end, ownZone)}, your time.
      </span>
    </p>
  );
}

function Notes({ event }: { event: EventStatus }): JSX.Element | null {
  const { problem, warnings } = event;
  if (problem === undefined && warnings.length === 0) return null;
  return (
    <ul class="notes" aria-label="What you should know">
      {problem !== undefined && (
        <li class="problem">
          <bdi>{problem.message}</bdi> {problem.cure}
        </li>
      )}
      {warnings.map(({ code, message, cure }, index) => (
        <li key={`${code}${index}`} class="warning">
          <bdi>{message}</bdi> {cure}
        </li>
      ))}
    </ul>
  );
}

function Link({ forGuests: { joinUrl, passcode } }: ForThem): JSX.Element | null {
  if (joinUrl === undefined) return null;
  return (
    <Part title="Meeting">
      <div class="copied">
        <a href={joinUrl} target="_blank" rel="noopener noreferrer">
          Join link
        </a>
        <CopyButton text={joinUrl} what="join link" />
      </div>
      {passcode !== undefined && (
        <p class="quiet">
          Passcode <b class="digits">{passcode}</b>
        </p>
      )}
    </Part>
  );
}

function InviteOf({ invite }: { invite: Invite }): JSX.Element {
  const isOpen = useSignal(false);
  return (
    <li>
      <button
        type="button"
        class="shows"
        aria-expanded={isOpen.value}
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        <bdi>For {invite.to}</bdi>
      </button>
      <CopyButton text={invite.text} what={`invite for ${invite.to}`} />
      {isOpen.value && <pre dir="auto">{invite.text}</pre>}
    </li>
  );
}

function Invites({ forGuests: { guestInvites, invitation } }: ForThem): JSX.Element | null {
  const text = guestInvites ?? invitation;
  if (text === undefined) return null;
  return (
    <Part title="Invites">
      <ul>
        {invitesOf(text).map((invite, index) => (
          <InviteOf key={`${invite.to}${index}`} invite={invite} />
        ))}
      </ul>
    </Part>
  );
}

function Guests({ guests, seen, forGuests }: SidebarState): JSX.Element | null {
  const named = guests.filter(({ person }) => person !== undefined);
  if (seen === undefined && named.length === 0) return null;
  return (
    <Part title="Guests">
      {seen !== undefined && (
        <p role="status" data-seen={seen.state}>
          {seenWords(seen)}
          {seen.peakDbfs !== undefined && <LevelMeter peak={seen.peakDbfs} />}
        </p>
      )}
      <ul>
        {guests.map(({ person, name, link, verdict }) => (
          <li key={person ?? ""}>
            <bdi>{name}</bdi>
            {verdict !== undefined && (
              <span class={verdict.isReady ? "good" : "warning"}>
                {verdict.isReady ? "Ready" : "Not ready"}
              </span>
            )}
            {link !== undefined && <CopyButton text={link} label="Copy link" what={`of ${name}`} />}
          </li>
        ))}
      </ul>
      {forGuests.guestChecks !== undefined && <p class="quiet checks">{forGuests.guestChecks}</p>}
    </Part>
  );
}

function Silence(): JSX.Element | null {
  if (silence.value === undefined) return null;
  const { why, sinceMs } = silence.value;
  const since =
    sinceMs === undefined ? "" : ` What stands here is of ${agoWords(nowSecond.value - sinceMs / 1000)}.`;
  return (
    <p class="problem" role="alert">
      {why}
      {since}
    </p>
  );
}

/** What the station knows of the entry, and what a person may do with it. */
export function Beside({
  door,
  entry,
  look,
}: {
  door: SignedDoor;
  entry: string;
  look: () => Promise<void>;
}): JSX.Element {
  const told = state.value;
  if (told === undefined)
    return (
      <main aria-busy={silence.value === undefined}>
        <Silence />
        {silence.value === undefined && <p class="quiet">Asking the station.</p>}
      </main>
    );
  const { event, forGuests, deeds } = told;
  const standing = standingOf(event);
  return (
    <main data-state={event?.state ?? "unknown"}>
      <Silence />
      <h1 class={standing.mark}>
        {standing.words}
        {isOnAirNow(told) && <span class="on-air">On air</span>}
      </h1>
      {event === undefined ? (
        <p class="quiet">Publish the entry, and the station prepares the show.</p>
      ) : (
        <>
          <When event={event} />
          <Notes event={event} />
        </>
      )}
      <Link forGuests={forGuests} />
      <Invites forGuests={forGuests} />
      <Guests {...told} />
      <Deeds deeds={deeds} door={door} entry={entry} look={look} />
    </main>
  );
}

/** The page where it has no entry beside it. */
export function Elsewhere(): JSX.Element {
  return (
    <main>
      <p>This page stands beside an event in Contentful. Open one there.</p>
    </main>
  );
}
