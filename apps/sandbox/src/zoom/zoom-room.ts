import { z } from "zod";
import type { AllFaults } from "../server/faults.ts";
import type { Settings } from "../settings.ts";
import type { Kept, World } from "../server/world.ts";
import { LiveMeetings } from "./live-meetings.ts";
import { Meeting } from "./meeting.ts";
import { Recording, Recordings } from "./recordings.ts";
import type { Tokens } from "./oauth.ts";
import { zoomEvents } from "./zoom-events.ts";
import { ZoomWebhooks } from "./zoom-webhooks.ts";

/** Everything that the routes and pages of Zoom work on. */
export type Zoom = {
  settings: Settings["zoom"];
  meetings: Kept<Record<string, Meeting>>;
  live: LiveMeetings;
  recordings: Recordings;
  webhooks: ZoomWebhooks;
  events: ReturnType<typeof zoomEvents>;
  faults: () => AllFaults["zoom"];
  tokens: Tokens;
  nowMs: () => number;
  /** The address of this server, as in join links. */
  origin: string;
};

/** Opens the stand-in's account as it was left. */
export function openZoom(
  settings: Pick<Settings, "publicUrl" | "zoom" | "guestSize">,
  world: World,
  faults: () => AllFaults["zoom"],
  origin: string,
): Zoom {
  const meetings = world.keep("zoom", z.record(z.string(), Meeting), (): Record<string, Meeting> => ({}));
  const webhooks = new ZoomWebhooks({
    url: `${settings.publicUrl}/hooks/zoom`,
    secret: settings.zoom.webhookSecret,
    faults: () => faults().webhooks,
    world,
  });
  const events = zoomEvents(settings.zoom.accountId, origin);
  const recordings = new Recordings({
    kept: world.keep("zoom-recordings", z.array(Recording), (): Recording[] => []),
    world,
    webhooks,
    events,
    secret: settings.zoom.clientSecret,
    origin,
  });
  const live = new LiveMeetings({
    meetings,
    events,
    webhooks,
    world,
    guestSize: settings.guestSize,
    meetingsPerHost: () => faults().meetingsPerHost,
    ended: (...over) => void recordings.add(...over),
  });
  return {
    settings: settings.zoom,
    meetings,
    live,
    recordings,
    webhooks,
    events,
    faults,
    tokens: { generation: 0 },
    nowMs: world.nowMs,
    origin,
  };
}
