import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { PersonAnswer } from "@nonstop/contract/directory";
import { routes } from "@nonstop/contract/routes";
import { CHANNEL } from "../feed/station-feed.ts";
import { NotFoundPage } from "../site/not-found-page.tsx";
import { AiringLists } from "./airing-lists.tsx";
import { Portrait } from "./cards.tsx";
import { useAnswer } from "./use-answer.ts";

/** `/people/{slug}`: somebody who is seen, and what they are in. */
export function PersonPage({ slug }: { slug: string }): JSX.Element {
  const loaded = useAnswer(routes.person(CHANNEL, slug), PersonAnswer);
  const name = loaded.kind === "there" ? loaded.value.person.name : undefined;
  useEffect(() => {
    if (name !== undefined) document.title = `${name} · Nonstop`;
  }, [name]);
  if (loaded.kind === "none") return <NotFoundPage what="Nobody of that name is in the guide." />;
  if (loaded.kind === "away") return <NotFoundPage what="The guide does not answer just now." />;
  if (loaded.kind === "loading") return <div class="directory" aria-busy="true" />;
  const { person, coming, past } = loaded.value;
  return (
    <article class="directory one">
      <Portrait person={person} size={640} />
      <header>
        <h1 class="title">
          <bdi>{person.name}</bdi>
        </h1>
        {person.role !== undefined && (
          <p class="quiet">
            <bdi>{person.role}</bdi>
          </p>
        )}
        {person.bio !== undefined && (
          <p class="words" dir="auto">
            {person.bio}
          </p>
        )}
        <p>
          <a href={routes.personCalendar(person.slug)}>Their programmes as a calendar</a>
        </p>
      </header>
      <AiringLists coming={coming} past={past} />
    </article>
  );
}
