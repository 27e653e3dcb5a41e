import { Fragment, type JSX } from "preact";
import type { Presenter } from "@nonstop/contract/airing";

/** A person's name, which leads to their page where they have one. */
export function PersonLink({ person }: { person: Presenter }): JSX.Element {
  if (person.slug === undefined) return <bdi>{person.name}</bdi>;
  return (
    <a href={`/people/${person.slug}`}>
      <bdi>{person.name}</bdi>
    </a>
  );
}

/** The names of people, joined for reading. Each keeps its own writing direction. */
export function People({
  people,
  isLinked = false,
}: {
  people: readonly Presenter[];
  /** Each leads to its page. Not within another link. */
  isLinked?: boolean;
}): JSX.Element {
  return (
    <>
      {people.map((person, index) => (
        <Fragment key={person.name}>
          {index === 0 ? "" : index === people.length - 1 ? " and " : ", "}
          {isLinked ? <PersonLink person={person} /> : <bdi>{person.name}</bdi>}
        </Fragment>
      ))}
    </>
  );
}
