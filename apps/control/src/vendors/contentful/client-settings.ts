import type { ContentfulSettings } from "../../settings.ts";
import { VENDOR_TIMEOUT_MS } from "../patience.ts";
import type { AnswerWatch } from "./answer-watch.ts";

/** What both official clients are told: to ask once, and to log nothing. `watch` hears what they are answered. */
export function clientSettings({ insecure }: ContentfulSettings, watch: AnswerWatch) {
  return {
    insecure,
    adapter: "fetch",
    // Trying again is the step table's business: it survives a restart and lets other events go first.
    retryOnError: false,
    timeout: VENDOR_TIMEOUT_MS,
    logHandler: () => undefined,
    responseLogger: watch.responseLogger,
  } as const;
}
