import { Addresses } from "./events/addresses.ts";
import { EventStore } from "./events/event-store.ts";
import { EncoderKeys } from "./facilities/encoder-keys.ts";
import { FacilityStore } from "./facilities/facility-store.ts";
import { Facts } from "./facts.ts";
import { CalendarEntries } from "./feeds/calendar-entries.ts";
import { HealingStore } from "./healings/healing-store.ts";
import { SeenHooks } from "./hooks/seen-hooks.ts";
import { PieceStore } from "./library/piece-store.ts";
import { ProgrammingStore } from "./programming/programming-store.ts";
import { PublishedStore } from "./published/published-store.ts";
import { RecordingStore } from "./recordings/recording-store.ts";
import { ShowStore } from "./shows/show-store.ts";
import { VideoStore } from "./videos/video-store.ts";
import { WarningStore } from "./warnings/warning-store.ts";

/** What the `Schedule` keeps in its SQLite, opened; STORAGE.md says what each table is for. */
export function openStores(sql: SqlStorage) {
  return {
    events: new EventStore(sql),
    addresses: new Addresses(sql),
    pieces: new PieceStore(sql),
    seen: new SeenHooks(sql),
    warnings: new WarningStore(sql),
    facts: new Facts(sql),
    kept: new RecordingStore(sql),
    videoStore: new VideoStore(sql),
    facilities: new FacilityStore(sql),
    encoderKeys: new EncoderKeys(sql),
    shows: new ShowStore(sql),
    published: new PublishedStore(sql),
    programming: new ProgrammingStore(sql),
    healings: new HealingStore(sql),
    calendar: new CalendarEntries(sql),
  };
}
