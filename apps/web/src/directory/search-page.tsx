import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { MAX_QUERY, SearchAnswer } from "@nonstop/contract/directory";
import { routes } from "@nonstop/contract/routes";
import { CHANNEL } from "../feed/station-feed.ts";
import { query } from "../site/path.ts";
import { AiringList } from "./airing-lists.tsx";
import { PersonCards, ShowCards } from "./cards.tsx";
import { useAnswer } from "./use-answer.ts";

/** `/search?q=`: programmes, people and shows. The form works without a script as well, for its address is the page's. */
export function SearchPage(): JSX.Element {
  const asked = (new URLSearchParams(query.value).get("q") ?? "").trim().slice(0, MAX_QUERY);
  useEffect(() => {
    document.title = asked === "" ? "Search · Nonstop" : `${asked} · Search · Nonstop`;
  }, [asked]);
  return (
    <section class="directory">
      <h1 class="title">Search</h1>
      <form class="search" role="search" action="/search">
        <label for="q">Programmes, people and shows</label>
        <input id="q" name="q" type="search" maxLength={MAX_QUERY} defaultValue={asked} dir="auto" />
        <button class="key first">Search</button>
      </form>
      {asked !== "" && <Found key={asked} asked={asked} />}
    </section>
  );
}

function Found({ asked }: { asked: string }): JSX.Element {
  const loaded = useAnswer(`${routes.search(CHANNEL)}?q=${encodeURIComponent(asked)}`, SearchAnswer);
  if (loaded.kind === "loading") return <div aria-busy="true" />;
  if (loaded.kind !== "there") return <p role="status">The guide does not answer just now.</p>;
  const { programmes, people, shows } = loaded.value;
  const count = programmes.length + people.length + shows.length;
  return (
    <>
      <p role="status" class="quiet">
        {count === 0 ? "Nothing found. Try fewer words." : `${count} found.`}
      </p>
      {programmes.length > 0 && <AiringList heading="Programmes" entries={programmes} empty="" />}
      {people.length > 0 && (
        <section aria-labelledby="found-people">
          <h2 id="found-people">People</h2>
          <PersonCards people={people} />
        </section>
      )}
      {shows.length > 0 && (
        <section aria-labelledby="found-shows">
          <h2 id="found-shows">Shows</h2>
          <ShowCards shows={shows} />
        </section>
      )}
    </>
  );
}
