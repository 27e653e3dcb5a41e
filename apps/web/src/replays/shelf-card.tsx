import type { ShelfEntry } from "@nonstop/contract/shelf";
import { shortDay } from "@nonstop/schedule/wall-time";
import type { JSX } from "preact";
import { shownZone } from "../feed/zone.ts";
import { Card } from "../site/stripes.tsx";
import { lengthWords } from "../time/wording.ts";

/** Where an entry of the shelf can be watched. */
function addressOf(entry: ShelfEntry): string {
  return entry.kind === "favourite" ? `/replays/${entry.slug}` : `/schedule/${entry.slug}`;
}

function pictureOf(entry: ShelfEntry): string | undefined {
  if (entry.kind === "airing") return entry.art;
  return entry.poster === undefined ? undefined : `/${entry.poster}`;
}

/** Something that can be watched again: its picture, what it is, when it was. */
export function ShelfCard({ entry }: { entry: ShelfEntry }): JSX.Element {
  const picture = pictureOf(entry);
  return (
    <a class="shelf-card" href={addressOf(entry)}>
      <span class="shelf-picture">
        {picture === undefined ? <Card class="screen-card" /> : <img src={picture} alt="" loading="lazy" />}
        <span class="shelf-length">{lengthWords(entry.durationSeconds)}</span>
      </span>
      <bdi class="shelf-title">{entry.title}</bdi>
      <span class="quiet">
        {entry.at > 0 && <time>{shortDay(entry.at, shownZone.value)}</time>}
        {entry.people.length > 0 && (
          <>
            {entry.at > 0 && " · "}
            <bdi>{entry.people.map(({ name }) => name).join(", ")}</bdi>
          </>
        )}
      </span>
    </a>
  );
}
