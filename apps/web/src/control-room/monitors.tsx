import { secondOf } from "@nonstop/contract/time";
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { routes } from "@nonstop/contract/routes";
import { comesLive } from "@nonstop/contract/rundown";
import { takeAt } from "@nonstop/schedule/item-at";
import { nowMs, nowSecond } from "../feed/clock.ts";
import { CHANNEL } from "../feed/station-feed.ts";
import { Card } from "../site/stripes.tsx";
import { ownZone } from "../site/own-zone.ts";
import { counter, lengthWords } from "../time/wording.ts";
import { clockLabelSeconds } from "../time/zone-day.ts";
import { desk, library } from "./desk-feed.ts";
import { isHeldInVain, reported, shownAir, titles } from "./desk-state.ts";
import { MarkPanel } from "../marking/mark-panel.tsx";
import { Monitor } from "../playback/monitor.tsx";
import { programmeSecond } from "./programme-second.ts";
import { cancelTake, pressTake, release, releaseProblem, selected, take } from "./take-desk.ts";
import type { TakeState, Target } from "./take-machine.ts";
import { reasonWords, roomTitle } from "./words.ts";

/** True when the programme monitor is muted at this desk. The channel itself keeps its sound. */
export const isProgrammeMuted = signal(true);

export function ProgrammeMonitor(): JSX.Element {
  const air = shownAir.value;
  const isConfirmed = reported.value !== undefined;
  return (
    <section class={`monitor programme-monitor ${isConfirmed ? "on-air" : ""}`} aria-label="Programme">
      <Monitor
        source={routes.multivariant(CHANNEL)}
        isLowLatency
        isMuted={isProgrammeMuted.value}
        label="Programme: the channel as viewers see it"
        onPicture={(ms) => (programmeSecond.value = ms === undefined ? undefined : secondOf(ms))}
      >
        <Card class="screen-card" />
        <strong>No picture yet</strong>
      </Monitor>
      <footer>
        <b class="tag">{isConfirmed ? "On air" : "Programme"}</b>
        <span class="name">
          <bdi>{air === undefined ? "" : roomTitle(air.room, titles.value)}</bdi>
        </span>
        <span class="quiet">{air === undefined ? "" : reasonWords(air)}</span>
        <button
          type="button"
          class="small"
          onClick={() => (isProgrammeMuted.value = !isProgrammeMuted.value)}
        >
          {isProgrammeMuted.value ? "Sound on" : "Sound off"} <kbd>M</kbd>
        </button>
        <time class="digits">
          {programmeSecond.value === undefined
            ? "--:--:--"
            : clockLabelSeconds(programmeSecond.value, ownZone)}
        </time>
      </footer>
      <MarkPanel
        of={{ kind: "channel" }}
        second={() => programmeSecond.value}
        title={air === undefined ? "Segment" : roomTitle(air.room, titles.value)}
      />
    </section>
  );
}

function AssetCard({ asset }: { asset: string }): JSX.Element {
  const piece = library.value.find((candidate) => candidate.asset === asset);
  return (
    <div class="screen">
      <div class="no-picture">
        <Card class="screen-card" />
        <strong class="title">
          <bdi>{piece?.title ?? asset}</bdi>
        </strong>
        <span>{piece === undefined ? "" : `From the library, ${lengthWords(piece.durationSeconds)}`}</span>
      </div>
    </div>
  );
}

function PreviewPicture({ target }: { target: Target | undefined }): JSX.Element {
  if (target !== undefined && comesLive(target))
    return (
      <Monitor
        key={target.room}
        source={routes.roomPreview(target.room)}
        isLowLatency={false}
        isMuted
        label={`Preview: ${target.room}`}
      >
        <Card class="screen-card" />
        <strong>
          <bdi>{roomTitle(target, titles.value)}</bdi>
        </strong>
        <span>No picture from this room.</span>
      </Monitor>
    );
  if (target?.kind === "asset") return <AssetCard asset={target.asset} />;
  return (
    <div class="screen">
      <div class="no-picture">
        <Card class="screen-card" />
        <strong>{target === undefined ? "Nothing in preview" : "Slate"}</strong>
        <span>{target === undefined ? "Choose a room with 1 to 9 or the arrows." : "The safe picture."}</span>
      </div>
    </div>
  );
}

/** How long the current take has held the channel. Screen readers skip it, because it changes every second. */
function HeldSince(): JSX.Element | null {
  const held = takeAt(desk.value?.takes ?? [], nowSecond.value);
  if (held === undefined) return null;
  return <span class="digits quiet held-since">{counter(nowMs() / 1000 - held.from)}</span>;
}

function takeWords(state: TakeState): string {
  switch (state.kind) {
    case "confirming":
      return "A live room is on air. Press TAKE again to leave it, Esc to stay.";
    case "asked":
      return "Asked.";
    case "accepted":
      return "Asked. Waiting for the first second of it.";
    case "on-air": {
      const title = roomTitle(state.to, titles.value);
      // The tally follows commits. The picture, here and at home, is some seconds behind them.
      const isSeen = programmeSecond.value === undefined || programmeSecond.value >= state.from;
      return isSeen ? `${title} is on air by take.` : `${title} is taken. Viewers see it in a moment.`;
    }
    case "waiting-for-room":
      return `Taken, but ${roomTitle(state.to, titles.value)} has nothing to show yet.`;
    case "failed":
      return state.message;
    case "idle": {
      const held = takeAt(desk.value?.takes ?? [], nowSecond.value);
      if (held !== undefined) {
        const holds = `${roomTitle(held.room, titles.value)} holds the channel by take`;
        return isHeldInVain.value ? `${holds}, but has nothing to show.` : `${holds}.`;
      }
      return desk.value?.rundown === undefined ? "There is no rundown to run." : "The rundown runs.";
    }
    default:
      return "";
  }
}

export function PreviewMonitor(): JSX.Element {
  const target = selected.value;
  const state = take.value;
  const words = releaseProblem.value ?? takeWords(state);
  const isHeld = takeAt(desk.value?.takes ?? [], nowSecond.value) !== undefined;
  const isProblem = state.kind === "failed" || releaseProblem.value !== undefined || isHeldInVain.value;
  return (
    <section class="preview-column" aria-label="Preview and take">
      <div class={`monitor preview-monitor ${target === undefined ? "" : "chosen"}`}>
        <PreviewPicture target={target} />
        <footer>
          <b class="tag">Preview</b>
          <span class="name">
            <bdi>{target === undefined ? "" : roomTitle(target, titles.value)}</bdi>
          </span>
        </footer>
      </div>
      <div class="take-keys" data-take={state.kind}>
        <button type="button" class="take" disabled={target === undefined} onClick={pressTake}>
          {state.kind === "confirming" ? "Take it?" : "Take"} <kbd>T</kbd>
        </button>
        <button
          type="button"
          class="release"
          disabled={!isHeld && state.kind === "idle"}
          onClick={() => void release()}
        >
          Release <kbd>R</kbd>
        </button>
        <p class={isProblem ? "problem" : ""}>
          <span role="status">{words}</span>
          {(state.kind === "idle" || state.kind === "on-air") && <HeldSince />}
          {state.kind === "failed" && (
            <button type="button" class="small" onClick={cancelTake}>
              Dismiss
            </button>
          )}
        </p>
      </div>
    </section>
  );
}
