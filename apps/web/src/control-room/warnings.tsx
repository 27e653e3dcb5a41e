import type { JSX } from "preact";
import { comesLive } from "@nonstop/contract/rundown";
import { nowSecond } from "../feed/clock.ts";
import { desk, provisioning } from "./desk-feed.ts";
import { reported, titles } from "./desk-state.ts";
import { onAirWarnings } from "./room-trouble.ts";
import { roomsSeen } from "./rooms-seen.ts";
import { roomTitle } from "./words.ts";

/** Warnings about the room that is on air, by plan or by take. */
function airWarnings(): string[] {
  const room = reported.value?.room;
  if (desk.value === undefined || room === undefined || !comesLive(room)) return [];
  const seen = roomsSeen(desk.value, nowSecond.value).find(({ status }) => status.room === room.room);
  return seen === undefined ? [] : onAirWarnings(seen.status, roomTitle(room, titles.value));
}

/** All warnings of the desk, at its top. */
export function Warnings(): JSX.Element | null {
  const words = [
    ...airWarnings(),
    ...[...(desk.value?.warnings ?? []), ...provisioning.value.warnings].map(({ message }) => message),
  ];
  if (words.length === 0) return null;
  return (
    <section>
      <ul class="warnings" tabIndex={0} aria-label="Warnings">
        {[...new Set(words)].map((warning) => (
          <li key={warning}>
            <bdi>{warning}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
