import type { Settings } from "../../settings.ts";
import type { StationAhead } from "../ahead/station-ahead.ts";
import type { Chore } from "../chores/chore-list.ts";
import type { EventStore } from "../events/event-store.ts";
import type { ChannelCalls } from "../ports/channel.ts";
import type { Subscribers } from "../ports/subscribers.ts";
import type { EventsList } from "../warnings/events-list.ts";
import type { WarningStore } from "../warnings/warning-store.ts";
import { AnnouncementStore } from "./announcement-store.ts";
import { Announcer } from "./announcer.ts";
import { deliveries } from "./deliveries.ts";
import { SubscriberDesk } from "./subscriber-desk.ts";

/** Puts together what tells other programs of news: the desk that takes it, and the chores that find it and send it. */
export function assembleAnnouncements(o: {
  sql: SqlStorage;
  settings: Pick<Settings, "subscribers" | "publicUrl" | "timezone">;
  channelName: string;
  channel: ChannelCalls;
  events: EventStore;
  ahead: Pick<StationAhead, "airingsEndingAfter">;
  eventsList: EventsList;
  warnings: WarningStore;
  port: Subscribers;
}): { desk: SubscriberDesk; chores: Chore[] } {
  const { events, ahead, eventsList, warnings, port } = o;
  const { subscribers, publicUrl: origin, timezone } = o.settings;
  const store = new AnnouncementStore(o.sql);
  const announcer = new Announcer({
    ...o,
    subscribers,
    store,
    origin,
    timezone,
    airings: (second) => ahead.airingsEndingAfter(second),
    warnings: (nowMs) => eventsList.answer(nowMs).warnings,
  });
  return {
    desk: new SubscriberDesk({ subscribers, store, announcer, events }),
    chores: [announcer, ...subscribers.map((each) => deliveries(each, { store, port, warnings }))],
  };
}
