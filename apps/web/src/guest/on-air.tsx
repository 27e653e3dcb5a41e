import type { GuestState } from "@nonstop/contract/guest";
import { routes } from "@nonstop/contract/routes";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { CHANNEL } from "../feed/station-feed.ts";
import { Monitor } from "../playback/monitor.tsx";

function lateWords(lateSeconds: number): string {
  return lateSeconds < 1
    ? "The sign follows what the station sends out, a second or two later."
    : `What you do now is on the channel about ${Math.round(lateSeconds + 2)} seconds later: that is how long it takes to the station. The sign follows what the station sends out.`;
}

function Tally({ state }: { state: GuestState }): JSX.Element {
  const isOnAir = state.isOnAir === true;
  return (
    <div class={`guest-tally ${isOnAir ? "on-air" : ""}`} data-on-air={String(state.isOnAir ?? "unknown")}>
      <p role="status">
        <i class={isOnAir ? "tally" : "tally off"} aria-hidden="true" />
        {isOnAir ? "On air" : "Off air"}
      </p>
      <small>{lateWords(state.lateSeconds)}</small>
    </div>
  );
}

function Return({ isOpen }: { isOpen: boolean }): JSX.Element {
  const isWanted = useSignal(false);
  const isMuted = useSignal(true);
  if (!isOpen && !isWanted.value)
    return (
      <button type="button" class="key" onClick={() => (isWanted.value = true)}>
        Show what is on air now
      </button>
    );
  return (
    <figure class="guest-return">
      <Monitor
        source={routes.multivariant(CHANNEL)}
        isLowLatency
        isMuted={isMuted.value}
        label="What the station sends out"
      >
        <span class="quiet">The picture is coming.</span>
      </Monitor>
      <figcaption>
        <button
          type="button"
          class="key small"
          aria-pressed={!isMuted.value}
          onClick={() => (isMuted.value = !isMuted.value)}
        >
          {isMuted.value ? "Sound on" : "Sound off"}
        </button>
        <small class="quiet">
          {isMuted.value
            ? "Silent, so that your microphone does not send it back. Use headphones before you turn it on."
            : "Only with headphones: otherwise everybody hears themselves twice."}
        </small>
      </figcaption>
    </figure>
  );
}

/** Whether the guest is on air, and what the station sends out. */
export function OnAir({ state }: { state: GuestState }): JSX.Element {
  const isOpen = state.phase === "open";
  return (
    <section class="guest-on-air" aria-label="On air">
      {isOpen && state.isOnAir !== undefined && <Tally state={state} />}
      <Return isOpen={isOpen} />
    </section>
  );
}
