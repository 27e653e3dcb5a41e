import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { ShowAnswer } from "@nonstop/contract/directory";
import { routes } from "@nonstop/contract/routes";
import { CHANNEL } from "../feed/station-feed.ts";
import { NotFoundPage } from "../site/not-found-page.tsx";
import { AiringLists } from "./airing-lists.tsx";
import { Art } from "./cards.tsx";
import { useAnswer } from "./use-answer.ts";

/** `/shows/{slug}`: a show, and its episodes. */
export function ShowPage({ slug }: { slug: string }): JSX.Element {
  const loaded = useAnswer(routes.show(CHANNEL, slug), ShowAnswer);
  const title = loaded.kind === "there" ? loaded.value.show.title : undefined;
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · Nonstop`;
  }, [title]);
  if (loaded.kind === "none") return <NotFoundPage what="This show is not in the guide." />;
  if (loaded.kind === "away") return <NotFoundPage what="The guide does not answer just now." />;
  if (loaded.kind === "loading") return <div class="directory" aria-busy="true" />;
  const { show, coming, past } = loaded.value;
  return (
    <article class="directory one">
      <Art show={show} size={1280} />
      <header>
        <h1 class="title">
          <bdi>{show.title}</bdi>
        </h1>
        {show.often !== undefined && <p class="quiet">{show.often}</p>}
        {show.description !== undefined && (
          <p class="words" dir="auto">
            {show.description}
          </p>
        )}
      </header>
      <AiringLists coming={coming} past={past} />
    </article>
  );
}
