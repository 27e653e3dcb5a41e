import { routes } from "@nonstop/contract/routes";
import type { FavouriteAnswer } from "@nonstop/contract/shelf";
import { wallDay } from "@nonstop/schedule/wall-time";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { shownZone } from "../feed/zone.ts";
import { People } from "../programme/people.tsx";
import { Replay } from "../programme/replay.tsx";
import { lengthWords } from "../time/wording.ts";
import { askFavourite } from "./ask-shelf.ts";
import "./replays.css";

const AGAIN_MS = 5000;

/** `/replays/{slug}`: a favourite, with its player. */
export function ReplayPage({ slug }: { slug: string }): JSX.Element {
  const entry = useSignal<FavouriteAnswer["entry"] | undefined>(undefined);
  const isGone = useSignal(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isLeft = false;
    const look = async (): Promise<void> => {
      const answer = await askFavourite(slug);
      if (isLeft) return;
      if (answer.kind === "ok") entry.value = answer.value.entry;
      else if (answer.kind === "refused" && answer.status === 404) isGone.value = true;
      else timer = setTimeout(() => void look(), AGAIN_MS);
    };
    void look();
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, [slug]);
  if (isGone.value)
    return (
      <div class="replays-page replay-page">
        <h1 class="title">It is not on the shelf.</h1>
        <p>It was taken away, or may not be shown any more.</p>
        <a class="key" href="/replays">
          All replays
        </a>
      </div>
    );
  const shown = entry.value;
  if (shown === undefined) return <div class="replays-page replay-page" />;
  return (
    <article class="replay-page">
      <Replay source={routes.publicPiece(shown.asset)} title={shown.title} isEager={false} />
      <div class="replay-words">
        <h1 class="title">
          <bdi>{shown.title}</bdi>
        </h1>
        <p class="quiet">
          {shown.people.length > 0 && (
            <>
              <People people={shown.people} />
              {" · "}
            </>
          )}
          {shown.at > 0 && `${wallDay(shown.at, shownZone.value)} · `}
          {lengthWords(shown.durationSeconds)}
        </p>
        {shown.summary !== "" && <p dir="auto">{shown.summary}</p>}
        <a class="key" href="/replays">
          All replays
        </a>
      </div>
    </article>
  );
}
