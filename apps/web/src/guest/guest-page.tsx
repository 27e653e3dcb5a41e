import type { GuestState } from "@nonstop/contract/guest";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { nowSecond } from "../feed/clock.ts";
import { ownZone } from "../site/own-zone.ts";
import { Card, Wordmark } from "../site/stripes.tsx";
import { guest, isSilent, refusal } from "./guest-feed.ts";
import { OnAir } from "./on-air.tsx";
import { SetUpCheck } from "./set-up-check.tsx";
import { ShowHead } from "./show-head.tsx";
import { WayIn } from "./way-in.tsx";

function Refused({ words }: { words: string }): JSX.Element {
  return (
    <section class="lone">
      <Card class="lone-card" />
      <h1 class="title">This link opens nothing.</h1>
      <p role="alert">{words}</p>
      <a class="key first" href="/">
        Watch the station
      </a>
    </section>
  );
}

function Shown({ state }: { state: GuestState }): JSX.Element {
  const { title } = state.show;
  useEffect(() => {
    document.title = `${title} · Nonstop`;
  }, [title]);
  const isComing = state.phase === "early" || state.phase === "open";
  return (
    <div class={`guest-body ${state.seen?.state === "received" ? "is-in" : ""}`}>
      <div class="guest-main">
        <ShowHead state={state} />
        {state.note !== undefined && (
          <section class="guest-note" aria-label="Note from the producer">
            <h2 class="label">From your producer</h2>
            <p role="status">
              <bdi>{state.note}</bdi>
            </p>
          </section>
        )}
        {isComing && <WayIn state={state} />}
        <SetUpCheck state={state} />
      </div>
      <OnAir state={state} />
    </div>
  );
}

/** The page of a guest's link. */
export function GuestPage(): JSX.Element {
  const state = guest.value;
  const words = refusal.value;
  return (
    <>
      <header class="site-head">
        <Wordmark second={nowSecond.value} zone={ownZone} />
        <span class="quiet guest-mark">for our guests</span>
      </header>
      {isSilent.value && state !== undefined && words === undefined && (
        <p class="guest-stale" role="status">
          No news from the station for a while. What stands here may be out of date.
        </p>
      )}
      <main class="guest" tabIndex={-1}>
        {words !== undefined ? (
          <Refused words={words} />
        ) : state === undefined ? (
          <p class="guest-opening quiet">Asking the station.</p>
        ) : (
          <Shown state={state} />
        )}
      </main>
    </>
  );
}
