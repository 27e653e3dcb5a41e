import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Card } from "./stripes.tsx";

/** The page for an address that does not exist, or no longer does. */
export function NotFoundPage({ what = "There is no such page." }: { what?: string }): JSX.Element {
  useEffect(() => {
    document.title = `${what.replace(/\.$/, "")} · Nonstop`;
  }, [what]);
  return (
    <section class="lone">
      <Card class="lone-card" />
      <h1 class="title">{what}</h1>
      <p class="quiet">The channel is on air all the same.</p>
      <a class="key first" href="/">
        Watch now
      </a>
    </section>
  );
}
