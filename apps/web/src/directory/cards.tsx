import type { JSX } from "preact";
import type { PersonCard, ShowCard } from "@nonstop/contract/directory";
import { initials } from "../programme/initials.ts";
import { Card } from "../site/stripes.tsx";
import "./directory.css";

/** A person's face: their photo, or their initials. The name stands beside it, so it says nothing itself. */
export function Portrait({
  person,
  size,
}: {
  person: Pick<PersonCard, "name" | "photo">;
  size: number;
}): JSX.Element {
  if (person.photo === undefined)
    return (
      <span class="face" aria-hidden="true">
        {initials(person.name)}
      </span>
    );
  return <img class="face" src={`${person.photo}?w=${size}`} alt="" loading="lazy" decoding="async" />;
}

/** A show's picture, or the station's card. */
export function Art({ show, size }: { show: Pick<ShowCard, "art">; size: number }): JSX.Element {
  if (show.art === undefined) return <Card class="art" />;
  return <img class="art" src={`${show.art}?w=${size}`} alt="" loading="lazy" decoding="async" />;
}

/** People as a list, each the way to their page. */
export function PersonCards({ people }: { people: readonly PersonCard[] }): JSX.Element {
  return (
    <ul class="person-cards">
      {people.map((person) => (
        <li key={person.slug}>
          <a href={`/people/${person.slug}`}>
            <Portrait person={person} size={160} />
            <span>
              <bdi>{person.name}</bdi>
              {person.role !== undefined && (
                <small>
                  <bdi>{person.role}</bdi>
                </small>
              )}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Shows as a list, each the way to its page. */
export function ShowCards({ shows }: { shows: readonly ShowCard[] }): JSX.Element {
  return (
    <ul class="show-cards">
      {shows.map((show) => (
        <li key={show.slug}>
          <a href={`/shows/${show.slug}`}>
            <Art show={show} size={640} />
            <bdi>{show.title}</bdi>
          </a>
        </li>
      ))}
    </ul>
  );
}
