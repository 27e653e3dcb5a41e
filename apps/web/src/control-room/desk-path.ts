import { signal } from "@preact/signals";

/** The pages of the control room, in the order of its navigation. */
export const DESK_PAGES = [
  { path: "/control-room/", name: "Desk" },
  { path: "/control-room/library/", name: "Library" },
  { path: "/control-room/rehearsal/", name: "Rehearsal" },
  { path: "/control-room/news/", name: "News" },
] as const;

/** A page's path with its slash; any other path below the control room is the desk's. */
function pageOfPath(pathname: string): DeskPath {
  const path = pathname.endsWith("/") ? pathname : `${pathname}/`;
  return DESK_PAGES.find((page) => page.path === path)?.path ?? DESK_PAGES[0].path;
}

export type DeskPath = (typeof DESK_PAGES)[number]["path"];

/** The page of the control room that is shown. */
export const deskPath = signal<DeskPath>(pageOfPath(location.pathname));

/**
 * Follows links between the pages without loading a new document, so that what is under way goes on: an upload, a session.
 */
export function followDeskLinks(): void {
  addEventListener("popstate", () => (deskPath.value = pageOfPath(location.pathname)));
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || link.target !== "" || link.origin !== location.origin || link.hash !== "") return;
    const page = DESK_PAGES.find(({ path }) => path === link.pathname);
    if (page === undefined) return;
    event.preventDefault();
    history.pushState(null, "", link.pathname + link.search);
    deskPath.value = page.path;
    scrollTo(0, 0);
    // Screen readers and the keyboard continue from the top of the new page.
    document.querySelector("main")?.focus({ preventScroll: true });
  });
}
