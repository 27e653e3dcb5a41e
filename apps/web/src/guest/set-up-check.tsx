import type { GuestCheck, GuestState } from "@nonstop/contract/guest";
import type { GuestFinding, GuestVerdict } from "@nonstop/contract/guest-check";
import { routes } from "@nonstop/contract/routes";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { nowSecond } from "../feed/clock.ts";
import { Monitor } from "../playback/monitor.tsx";
import { ownZone } from "../site/own-zone.ts";
import { clockLabel, dateLabel } from "../time/zone-day.ts";
import { counter } from "../time/wording.ts";
import { changeCheck, token } from "./guest-feed.ts";
import { checkWords } from "./guest-words.ts";
import { ComeIn, SeenPanel } from "./way-in.tsx";

/** Before so many seconds nothing can be said yet. */
const TELLING_SECONDS = 10;
const NAMES: Readonly<Record<GuestFinding["what"], string>> = {
  picture: "Picture",
  sound: "Sound",
  echo: "Echo",
  stable: "Line",
};
const MARKS: Readonly<Record<GuestFinding["is"], string>> = {
  good: "Good",
  bad: "Not good",
  unmeasured: "Open",
};

function Findings({ findings }: { findings: readonly GuestFinding[] }): JSX.Element {
  return (
    <ul class="findings">
      {findings.map(({ what, is, says, cure }) => (
        <li key={what} class={is} data-finding={what}>
          <b>
            {NAMES[what]} <span class="mark">{MARKS[is]}</span>
          </b>
          <span>{says}</span>
          {cure !== undefined && <span class="cure">{cure}</span>}
        </li>
      ))}
    </ul>
  );
}

function Verdict({ verdict: { isReady, at, findings } }: { verdict: GuestVerdict }): JSX.Element {
  return (
    <div class={`verdict ${isReady ? "good" : "bad"}`} data-ready={String(isReady)}>
      <p role="status">
        <strong>{isReady ? "You are ready." : "Not ready yet."}</strong>{" "}
        <span class="quiet">
          Tested {dateLabel(at, ownZone)}, {clockLabel(at, ownZone)}. Your producer sees this too.
        </span>
      </p>
      <Findings findings={findings} />
    </div>
  );
}

function Running({ check, state }: { check: GuestCheck; state: GuestState }): JSX.Element {
  const { measuredSeconds, neededSeconds, phase, until, findings } = check;
  return (
    <div class="running" data-phase={phase}>
      <p role="status">
        <strong>{checkWords(check)}</strong>
      </p>
      {phase !== "measuring" && <ComeIn isFirst={phase === "waiting"} />}
      {phase === "measuring" && (
        <>
          <progress value={measuredSeconds} max={neededSeconds} aria-label="How much has been measured" />
          <figure class="guest-return">
            <Monitor
              source={routes.guestPreview(token)}
              isLowLatency={false}
              isMuted
              label="What the station receives of you"
            >
              <span class="quiet">Your picture is coming.</span>
            </Monitor>
            <figcaption>
              <small class="quiet">
                This is what the station receives, some seconds late and without sound: with sound your
                microphone would send it back.
              </small>
            </figcaption>
          </figure>
        </>
      )}
      {state.seen !== undefined && <SeenPanel seen={state.seen} />}
      {measuredSeconds >= TELLING_SECONDS && (
        <>
          <p class="label">So far</p>
          <Findings findings={findings} />
        </>
      )}
      <p class="check-end">
        <button type="button" class="key small" onClick={() => void changeCheck("DELETE")}>
          End the test
        </button>
        <span class="quiet">
          It ends by itself in <span class="digits">{counter(until - nowSecond.value)}</span>.
        </span>
      </p>
    </div>
  );
}

/** The test of the guest's set-up: any day before the show, in the meeting itself. */
export function SetUpCheck({ state }: { state: GuestState }): JSX.Element | null {
  const problem = useSignal<string | undefined>(undefined);
  const isAsking = useSignal(false);
  const { check, verdict, noCheck, hasMeeting, phase } = state;
  if (!hasMeeting || phase === "over" || phase === "cancelled") return null;
  // While the show is near the page itself tells how the station receives the guest.
  if (phase === "open" && check === undefined && verdict === undefined) return null;
  const begin = async (): Promise<void> => {
    isAsking.value = true;
    problem.value = await changeCheck("POST");
    isAsking.value = false;
  };
  return (
    <section class="guest-panel" aria-label="Test of your set-up">
      <h2>Test my set-up</h2>
      {check !== undefined ? (
        <Running check={check} state={state} />
      ) : (
        <>
          {verdict !== undefined && <Verdict verdict={verdict} />}
          {phase === "early" && (
            <>
              <p class="quiet">
                Two minutes, today or any day before the show: you come into the meeting, and see what the
                station receives of your picture and sound. Nothing of it is aired or kept.
              </p>
              <button
                type="button"
                class={`key ${verdict === undefined ? "first" : ""}`}
                disabled={noCheck !== undefined || isAsking.value}
                onClick={() => void begin()}
              >
                {verdict === undefined ? "Test my set-up" : "Test again"}
              </button>
              {(problem.value ?? noCheck) !== undefined && <p role="status">{problem.value ?? noCheck}</p>}
            </>
          )}
        </>
      )}
    </section>
  );
}
