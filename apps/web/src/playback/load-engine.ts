import type * as Engine from "hls.js";

/** The least time between two reloads that did not help. Milliseconds. */
const RELOAD_AGAIN_MS = 30_000;

/** What the reload of a page depends on. */
export type Page = {
  /** True when the page itself comes from a reload. */
  isReload: boolean;
  /** Milliseconds since the page was opened. */
  ageMs: number;
  /** Whether the station serves the page now. Otherwise a reload would end on the browser's error page. */
  isThere: () => Promise<boolean>;
  reload: () => void;
};

/**
 * Reloads the page when its engine could not be loaded. Importing again cannot help: browsers remember a module that
 * failed, and after a deploy the old name is gone. There is no picture to lose yet.
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

/** Loads the HLS engine, a third of a megabyte. Undefined when that fails; the page may then be reloading. */
export async function loadEngine(): Promise<typeof Engine | undefined> {
  try {
    return await import("hls.js");
  } catch {
    await reloadForEngine(thisPage());
    return undefined;
  }
}
