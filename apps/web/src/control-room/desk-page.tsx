import type { ComponentChildren, JSX } from "preact";
import { nowSecond } from "../feed/clock.ts";
import { ownZone } from "../site/own-zone.ts";
import { Wordmark } from "../site/stripes.tsx";
import { clockLabelSeconds } from "../time/zone-day.ts";
import { DeskNav } from "./desk-nav.tsx";
import { signOut } from "./session.ts";
import { Zones } from "./zones.tsx";

/** The frame of every page of the control room but the desk itself: the name, the navigation and the clock. */
export function DeskPage({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="desk-page">
      <header class="desk-head">
        <Wordmark second={nowSecond.value} zone={ownZone} />
        <h1>
          Control room <span class="unseen">{title}</span>
        </h1>
        <DeskNav />
        <time class="digits clock">{clockLabelSeconds(nowSecond.value, ownZone)}</time>
        <Zones />
        <button type="button" class="sign-out" onClick={() => void signOut()}>
          Sign out
        </button>
      </header>
      <main tabIndex={-1}>{children}</main>
    </div>
  );
}
