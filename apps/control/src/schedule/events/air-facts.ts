import { secondOf } from "@nonstop/contract/time";
import type { StationAhead } from "../ahead/station-ahead.ts";
import type { AiringFacts } from "@nonstop/schedule/airing-notes";
import type { AheadPlan } from "@nonstop/schedule/plan-ahead";
import { studioPlan, type Seat } from "@nonstop/schedule/studio-plan";
import { bookingsOf, hostsOf } from "../facilities/bookings.ts";
import type { FacilityStore } from "../facilities/facility-store.ts";
import { arrivalsOfVideos, type ArrivingPieces } from "../library/arriving-pieces.ts";
import type { PieceStore } from "../library/piece-store.ts";
import type { VideoStore } from "../videos/video-store.ts";
import type { EventStore } from "./event-store.ts";

type Stores = {
  /** Who holds the meetings of events that link to no studio; empty when meetings are not set up. */
  stationHost: string;
  preRollSeconds: number;
  /** Where the station is. */
  territory: string;
  events: Pick<EventStore, "endingAfter" | "seatChanges">;
  ahead: Pick<StationAhead, "plan" | "version">;
  facilities: Pick<FacilityStore, "studios" | "changes">;
  pieces: Pick<PieceStore, "all" | "changes">;
  videos: Pick<VideoStore, "unsettled" | "changes">;
  arriving: Pick<ArrivingPieces, "all" | "changes">;
};

type Gathered = Pick<AiringFacts, "pieces" | "arriving" | "territory"> & {
  plan: AheadPlan;
  seats: ReadonlyMap<string, Seat>;
};

/** What decides whether airings air as planned: who owns which seconds, and what is in the library. Gathered anew when it changes. */
export class AirFacts {
  readonly #o: Stores;
  #gathered: { of: string; facts: Gathered } | undefined;

  constructor(o: Stores) {
    this.#o = o;
  }

  /** What decides about one airing. */
  of(airing: string, nowMs: number): AiringFacts {
    const { plan, seats, ...rest } = this.#all(nowMs);
    const repeats = plan.airings.filter(({ repeatOf, end }) => repeatOf === airing && end > secondOf(nowMs));
    return {
      ...rest,
      share: plan.shares.get(airing),
      seat: seats.get(airing),
      block: plan.blocks.get(airing),
      repeats: repeats.map((repeat) => ({ repeat, share: plan.shares.get(repeat.id) })),
    };
  }

  /** Changes whenever the facts of any airing may have changed. */
  get version(): string {
    const { events, ahead, facilities, videos, arriving } = this.#o;
    return [ahead.version, events.seatChanges, facilities.changes, videos.changes, arriving.changes].join();
  }

  #all(nowMs: number): Gathered {
    const { version } = this;
    if (this.#gathered?.of === version) return this.#gathered.facts;
    const { territory, ahead, pieces, videos, arriving } = this.#o;
    const facts = {
      territory,
      plan: ahead.plan(),
      seats: this.#seats(nowMs),
      pieces: new Map(pieces.all().map((piece) => [piece.asset, piece])),
      arriving: new Map([...arriving.all, ...arrivalsOfVideos(videos.unsettled())]),
    };
    this.#gathered = { of: version, facts };
    return facts;
  }

  #seats(nowMs: number): ReadonlyMap<string, Seat> {
    const { stationHost, preRollSeconds, events, facilities } = this.#o;
    if (stationHost === "") return new Map();
    const bookings = bookingsOf(events.endingAfter(secondOf(nowMs)), stationHost);
    return studioPlan(bookings, hostsOf(facilities.studios(), stationHost), preRollSeconds);
  }
}
