import { secondOf } from "@nonstop/contract/time";
import type { Airing } from "@nonstop/contract/airing";
import type { AiringFacts } from "@nonstop/schedule/airing-notes";
import { airingShares, type Share } from "@nonstop/schedule/airing-shares";
import { studioPlan, type Seat } from "@nonstop/schedule/studio-plan";
import { bookingsOf, hostsOf } from "../facilities/bookings.ts";
import type { FacilityStore } from "../facilities/facility-store.ts";
import { arrivalsOfVideos, type ArrivingPieces } from "../library/arriving-pieces.ts";
import type { PieceStore } from "../library/piece-store.ts";
import type { VideoStore } from "../videos/video-store.ts";
import type { EventStore } from "./event-store.ts";

const BACK_SECONDS = 2 * 86_400;

type Stores = {
  channel: string;
  /** Who holds the meetings of events that link to no studio; empty when meetings are not set up. */
  stationHost: string;
  preRollSeconds: number;
  /** Where the station is. */
  territory: string;
  events: Pick<EventStore, "airingsEndingAfter" | "endingAfter" | "airingChanges" | "seatChanges">;
  facilities: Pick<FacilityStore, "studios" | "changes">;
  pieces: Pick<PieceStore, "all" | "changes">;
  videos: Pick<VideoStore, "unsettled" | "changes">;
  arriving: Pick<ArrivingPieces, "all" | "changes">;
};

type Gathered = Omit<AiringFacts, "share" | "seat"> & {
  shares: ReadonlyMap<string, Share<Airing>>;
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
    const { shares, seats, ...rest } = this.#all(nowMs);
    return { ...rest, share: shares.get(airing), seat: seats.get(airing) };
  }

  /** Changes whenever the facts of any airing may have changed. */
  get version(): string {
    const { events, facilities, pieces, videos, arriving } = this.#o;
    return [
      events.airingChanges,
      events.seatChanges,
      facilities.changes,
      pieces.changes,
      videos.changes,
      arriving.changes,
    ].join();
  }

  #all(nowMs: number): Gathered {
    const { version } = this;
    if (this.#gathered?.of === version) return this.#gathered.facts;
    const { channel, territory, events, pieces, videos, arriving } = this.#o;
    const airings = events
      .airingsEndingAfter(secondOf(nowMs) - BACK_SECONDS)
      .filter((airing) => airing.channel === channel);
    const facts = {
      territory,
      shares: airingShares(airings),
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
