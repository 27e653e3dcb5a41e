import { HooksHeard, type HookVendor } from "@nonstop/contract/hooks-heard";
import { routes } from "@nonstop/contract/routes";
import type { Finding } from "../frame/finding.ts";
import type { StationDoors } from "./doors/station-doors.ts";

const LOOK_MS = 300;

export type HeardAt = { kind: "at"; ms: number } | { kind: "finding"; finding: Finding };

/** When the station last heard a signed webhook of a vendor; 0 when it never did. */
export async function heardAt(doors: StationDoors, vendor: HookVendor): Promise<HeardAt> {
  const told = await doors.asProducer(routes.hooksHeard, HooksHeard);
  if (told.kind === "not-told") return { kind: "finding", finding: told.finding };
  return { kind: "at", ms: told.value.hooks.find((hook) => hook.vendor === vendor)?.heardMs ?? 0 };
}

/** Whether the station hears a webhook of a vendor after `sinceMs`, within some time. */
export async function isHeardAfter(
  o: { doors: StationDoors; sleep: (ms: number) => Promise<void> },
  vendor: HookVendor,
  { sinceMs, withinMs }: { sinceMs: number; withinMs: number },
): Promise<boolean> {
  for (let waitedMs = 0; ; waitedMs += LOOK_MS) {
    const heard = await heardAt(o.doors, vendor);
    if (heard.kind === "at" && heard.ms > sinceMs) return true;
    if (heard.kind === "finding" || waitedMs >= withinMs) return false;
    await o.sleep(LOOK_MS);
  }
}
