import { catchUpEvents, catchUpVideos } from "./catch-up.ts";
import type { Chore } from "../chores/chore-list.ts";
import { clearInputs } from "../inputs/clear-inputs.ts";
import { lookAtEntries } from "./look-at-entries.ts";
import type { EventStore } from "../events/event-store.ts";
import type { Facts } from "../facts.ts";
import type { ToldChanges } from "../hooks/told-changes.ts";
import type { MeetingMarker } from "../ports/meetings.ts";
import type { Vendors } from "../ports/vendors.ts";
import type { EventSteps } from "../steps/event-steps.ts";
import type { VideoSteps } from "../videos/video-steps.ts";
import { CursorStore } from "./cursor-store.ts";
import { followChanges } from "./follow-changes.ts";
import type { HealingStore } from "./healing-store.ts";
import { lookAtMeetings } from "./look-at-meetings.ts";

/** The chores that look for what vendors have told nobody of. Pieces are the library's to find. */
export function healers(o: {
  vendors: Vendors;
  owner: Omit<MeetingMarker, "entry">;
  sql: SqlStorage;
  events: EventStore;
  steps: EventSteps;
  videos: VideoSteps;
  told: ToldChanges;
  facts: Facts;
  healings: HealingStore;
  nowMs: () => number;
}): Chore[] {
  const { content, meetings, videos, liveInputs } = o.vendors;
  return [
    catchUpEvents({ ...o, content }),
    followChanges({ ...o, content, cursors: new CursorStore(o.sql) }),
    lookAtEntries({ ...o, content }),
    lookAtMeetings({ ...o, meetings }),
    catchUpVideos({ videos, steps: o.videos, healings: o.healings }),
    clearInputs({ ...o, inputs: liveInputs }),
  ];
}
