import { signal } from "@preact/signals";
import { pageOf } from "./page-of.ts";

/** The path of the present page, without its query. */
export const path = signal(location.pathname);

/** The query of the present page with its question mark; empty when there is none. */
export const query = signal(location.search);

function readAddress(): void {
  path.value = location.pathname;
  query.value = location.search;
}

/** Goes to another page of this site without loading a new document. */
function go(to: string): void {
  history.pushState(null, "", to);
  readAddress();
  scrollTo(0, 0);
  // Screen readers and the keyboard continue from the top of the new page.
  document.querySelector("main")?.focus({ preventScroll: true });
}

/** Updates `path` and `query` on back and forward, and handles clicks on links between our pages with `go`. */
export function followLinks(): void {
  addEventListener("popstate", readAddress);
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || link.target !== "" || link.hasAttribute("download") || link.hash !== "") return;
    if (link.origin !== location.origin || pageOf(link.pathname).kind === "unknown") return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}
