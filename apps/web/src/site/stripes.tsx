import type { JSX } from "preact";
import { dayOf, weekdayOf } from "../time/zone-day.ts";

const SEVEN = [1, 2, 3, 4, 5, 6, 7];

/** The seven stripes of the test card with one lit: 0 is Monday, 6 is Sunday. */
function Stripes({ lit }: { lit: number }): JSX.Element {
  return (
    <span class="stripes" aria-hidden="true">
      {SEVEN.map((n) => (
        <i key={n} class={n - 1 === lit ? "lit" : undefined} style={{ "--stripe": `var(--stripe-${n})` }} />
      ))}
    </span>
  );
}

/** The station's name with today's stripe lit. */
export function Wordmark({ second, zone }: { second: number; zone: string }): JSX.Element {
  return (
    <a class="wordmark" href="/" aria-label="Nonstop">
      nonstop
      <Stripes lit={weekdayOf(dayOf(second, zone))} />
    </a>
  );
}

/** Seven plain stripes that fill a surface. */
export function Card({ class: name }: { class: string }): JSX.Element {
  return (
    <span class={name} aria-hidden="true">
      {SEVEN.map((n) => (
        <i key={n} style={{ "--stripe": `var(--stripe-${n})` }} />
      ))}
    </span>
  );
}

/** The progress line. The stripes are lit up to `share` (0..1). */
export function Progress({ share }: { share: number }): JSX.Element {
  return (
    <div class="progress" aria-hidden="true">
      {SEVEN.map((n) => {
        const done = Math.min(1, Math.max(0, share * 7 - (n - 1)));
        return (
          <i key={n} style={{ "--stripe": `var(--stripe-${n})`, "--done": `${(done * 100).toFixed(1)}%` }} />
        );
      })}
    </div>
  );
}
