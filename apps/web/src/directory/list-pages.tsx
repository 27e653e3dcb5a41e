import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { PeopleAnswer, ShowsAnswer } from "@nonstop/contract/directory";
import { routes } from "@nonstop/contract/routes";
import { CHANNEL } from "../feed/station-feed.ts";
import { PersonCards, ShowCards } from "./cards.tsx";
import { useAnswer, type Loaded } from "./use-answer.ts";

function ListPage<T>(o: {
  heading: string;
  loaded: Loaded<T>;
  isEmpty: (value: T) => boolean;
  children: (value: T) => ComponentChildren;
}): JSX.Element {
  const { loaded } = o;
  useEffect(() => {
    document.title = `${o.heading} · Nonstop`;
  }, [o.heading]);
  return (
    <section class="directory" aria-busy={loaded.kind === "loading"}>
      <h1 class="title">{o.heading}</h1>
      {loaded.kind === "there" && !o.isEmpty(loaded.value) && o.children(loaded.value)}
      {loaded.kind === "there" && o.isEmpty(loaded.value) && <p class="quiet">Nothing here yet.</p>}
      {(loaded.kind === "away" || loaded.kind === "none") && (
        <p class="quiet">The guide does not answer just now.</p>
      )}
    </section>
  );
}

/** `/people`: everybody who is seen. */
export function PeoplePage(): JSX.Element {
  const loaded = useAnswer(routes.people(CHANNEL), PeopleAnswer);
  return (
    <ListPage heading="People" loaded={loaded} isEmpty={({ people }) => people.length === 0}>
      {({ people }) => <PersonCards people={people} />}
    </ListPage>
  );
}

/** `/shows`: all shows. */
export function ShowsPage(): JSX.Element {
  const loaded = useAnswer(routes.shows(CHANNEL), ShowsAnswer);
  return (
    <ListPage heading="Shows" loaded={loaded} isEmpty={({ shows }) => shows.length === 0}>
      {({ shows }) => <ShowCards shows={shows} />}
    </ListPage>
  );
}
