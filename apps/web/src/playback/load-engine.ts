import type * as Engine from "hls.js";

/** A page that was begun anew in vain is not begun anew again before this. Milliseconds. */
const RELOAD_AGAIN_MS = 30_000;

/** What the page is and can do, as far as a missing engine is concerned. */
export type Page = {
  /** True when the page stands here because it was reloaded. */
  isReload: boolean;
  /** Milliseconds since it was opened. */
  ageMs: number;
  /** Whether the station would hand out the page now: reloading without it would end in the browser's error page. */
  isThere: () => Promise<boolean>;
  reload: () => void;
};

/**
 * Begins the page anew when its engine could not be loaded: browsers remember a module that failed, and after a deploy the
 * old name leads nowhere, so that asking again cannot help. There is no picture to lose.
 */
export async function reloadForEngine(page: Page): Promise<void> {
  if (page.isReload && page.ageMs < RELOAD_AGAIN_MS) return;
  if (await page.isThere()) page.reload();
}

function thisPage(): Page {
  const [navigation] = performance.getEntriesByType("navigation");
  return {
    isReload: navigation instanceof PerformanceNavigationTiming && navigation.type === "reload",
    ageMs: performance.now(),
    isThere: async () => {
      const answer = await fetch(location.pathname, { cache: "no-store" }).catch(() => undefined);
      return answer?.ok === true;
    },
    reload: () => location.reload(),
  };
}

/** The HLS engine, a third of a megabyte; undefined when it cannot be had, and then the page may be on its way anew. */
export async function loadEngine(): Promise<typeof Engine | undefined> {
  try {
    return await import("hls.js");
  } catch {
    await reloadForEngine(thisPage());
    return undefined;
  }
}
