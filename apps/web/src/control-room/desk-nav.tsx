import type { JSX } from "preact";
import { DESK_PAGES, deskPath } from "./desk-path.ts";

/** The navigation between the pages of the control room. */
export function DeskNav(): JSX.Element {
  return (
    <nav class="desk-nav" aria-label="Pages of the control room">
      {DESK_PAGES.map(({ path, name }) => (
        <a key={path} href={path} aria-current={deskPath.value === path ? "page" : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}
