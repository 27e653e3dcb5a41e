import { Fragment, type JSX } from "preact";
import type { Presenter } from "@nonstop/contract/airing";

/** The names of people, joined for reading. Each keeps its own writing direction. */
export function People({ people }: { people: readonly Presenter[] }): JSX.Element {
  return (
    <>
      {people.map((person, index) => (
        <Fragment key={person.name}>
          {index === 0 ? "" : index === people.length - 1 ? " and " : ", "}
          <bdi>{person.name}</bdi>
        </Fragment>
      ))}
    </>
  );
}
