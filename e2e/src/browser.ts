import { QUIET_CHROMIUM } from "@nonstop/station/chromium";
import { type Browser, chromium } from "playwright-core";

/** A browser without a window. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch(QUIET_CHROMIUM);
}
