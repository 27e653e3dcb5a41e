import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { nowSecond } from "../feed/clock.ts";
import { CHANNEL } from "../feed/station-feed.ts";
import { Wordmark } from "../site/stripes.tsx";
import { ownZone } from "../site/own-zone.ts";
import { counter } from "../time/wording.ts";
import { clockLabelSeconds } from "../time/zone-day.ts";
import { DeskNav } from "./desk-nav.tsx";
import { isLinked, startDesk } from "./desk-feed.ts";
import { listenToDeskKeys } from "./keys.ts";
import { AsRunPanel } from "./as-run-panel.tsx";
import { rooms, silence, targets } from "./desk-state.ts";
import { EncodersPanel } from "./encoders-panel.tsx";
import { GuestsPanel } from "./guests-panel.tsx";
import { LibraryPanel } from "./library-panel.tsx";
import { isProgrammeMuted, PreviewMonitor, ProgrammeMonitor } from "./monitors.tsx";
import { PlayoutsPanel } from "./playouts-panel.tsx";
import { RehearsalsPanel } from "./rehearsals-panel.tsx";
import { RoomsPanel } from "./rooms-panel.tsx";
import { NextChange, RundownPanel } from "./rundown-panel.tsx";
import { signOut } from "./session.ts";
import { Warnings } from "./warnings.tsx";
import { Zones } from "./zones.tsx";
import { cancelTake, pressTake, release, select, selected, startTakeDesk } from "./take-desk.ts";
import { sameTarget, targetOf } from "./take-machine.ts";

function move(step: 1 | -1): void {
  const all = targets.value;
  const current = selected.value;
  const at = current === undefined ? -1 : all.findIndex((target) => sameTarget(target, current));
  const next = all[at === -1 ? (step === 1 ? 0 : all.length - 1) : (at + step + all.length) % all.length];
  if (next !== undefined) select(next);
}

function News(): JSX.Element {
  const isSilent = silence.value !== undefined;
  return (
    <>
      <span class={`link-news ${isSilent ? "stale" : ""}`} role="status">
        {isSilent
          ? "The link is down. What stands here is old"
          : isLinked.value
            ? "Link up"
            : "Opening the link"}
      </span>
      {isSilent && <span class="link-news stale digits">{counter(silence.value ?? 0)}</span>}
    </>
  );
}

/** The control room. */
export function Desk(): JSX.Element {
  useEffect(() => {
    const end = new AbortController();
    const stops = [startDesk(), startTakeDesk(), (): void => end.abort()];
    listenToDeskKeys(
      {
        take: pressTake,
        release: () => void release(),
        cancel: cancelTake,
        room: (index) => {
          const room = rooms.value[index];
          if (room !== undefined) select(targetOf(room.status));
        },
        slate: () => select({ kind: "slate" }),
        move,
        mute: () => (isProgrammeMuted.value = !isProgrammeMuted.value),
      },
      end.signal,
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return (
    <div
      class={`desk ${silence.value === undefined ? "" : "is-stale"}`}
      data-stale={silence.value !== undefined}
    >
      <header class="desk-head">
        <Wordmark second={nowSecond.value} zone={ownZone} />
        <h1>
          Control room <span>{CHANNEL}</span>
        </h1>
        <DeskNav />
        <News />
        <NextChange />
        <time class="digits clock">{clockLabelSeconds(nowSecond.value, ownZone)}</time>
        <Zones />
        <button type="button" class="sign-out" onClick={() => void signOut()}>
          Sign out
        </button>
      </header>
      <Warnings />
      <main class="desk-body">
        <ProgrammeMonitor />
        <PreviewMonitor />
        <RundownPanel />
        <AsRunPanel />
        <div class="sources">
          <RoomsPanel />
          <LibraryPanel />
          <EncodersPanel />
          <GuestsPanel />
          <RehearsalsPanel />
          <PlayoutsPanel />
        </div>
      </main>
      <footer class="desk-foot" aria-label="Keys">
        <span>
          <kbd>1</kbd> to <kbd>9</kbd> room
        </span>
        <span>
          <kbd>0</kbd> slate
        </span>
        <span>
          <kbd>←</kbd> <kbd>→</kbd> through all
        </span>
        <span>
          <kbd>T</kbd> or <kbd>Enter</kbd> take
        </span>
        <span>
          <kbd>R</kbd> release
        </span>
        <span>
          <kbd>Esc</kbd> think again
        </span>
        <span>
          <kbd>I</kbd> <kbd>O</kbd> mark a segment
        </span>
        <span>
          <kbd>M</kbd> sound
        </span>
      </footer>
    </div>
  );
}
