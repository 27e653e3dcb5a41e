import type { AiringId } from "@nonstop/contract/names";
import type { Second } from "@nonstop/contract/time";

/** A host of meetings: a studio, or several studios that name the same host. */
export type StudioHost = {
  host: string;
  name: string;
  /** How many meetings the host's plan lets it hold at one time. */
  meetingsAtOnce: number;
};

/** An airing that wants a meeting. */
export type Booking = {
  airing: AiringId;
  title: string;
  start: Second;
  end: Second;
  timezone: string;
  /** The host that its event asks for. */
  wished: string;
  /** The host of the meeting that was made when it asked for the same. */
  held?: string | undefined;
};

/** Where an airing's meeting is held. `clashes`: who else is there at the same time, when that is more than the host can hold. */
export type Seat = { host: StudioHost; isWished: boolean; clashes: readonly Booking[] };

type Placed = { booking: Booking; host: StudioHost };

/**
 * Which host holds the meeting of each airing. A meeting lasts from its early entry, so many seconds before the start, to the
 * airing's end. One that has been made stays where it is, for its link has been sent. Of the others the first to start chooses
 * first: the host it wishes, or else the first of all `hosts` that is free then, or else the one it wishes, with a clash.
 */
export function studioPlan(
  bookings: readonly Booking[],
  hosts: readonly StudioHost[],
  earlySeconds: number,
): ReadonlyMap<AiringId, Seat> {
  const known = new Map(hosts.map((host) => [host.host, host]));
  const hostOf = (host: string): StudioHost => known.get(host) ?? { host, name: host, meetingsAtOnce: 1 };
  const inOrder = [...bookings].sort(
    (a, b) =>
      Number(a.held === undefined) - Number(b.held === undefined) || a.start - b.start || byName(a, b),
  );
  const placed: Placed[] = [];
  for (const booking of inOrder) {
    const wished = hostOf(booking.wished);
    const isFree = (host: StudioHost): boolean =>
      clashesAt([...placed, { booking, host }], { booking, host }, earlySeconds).length === 0;
    const host =
      booking.held === undefined ? ([wished, ...hosts].find(isFree) ?? wished) : hostOf(booking.held);
    placed.push({ booking, host });
  }
  return new Map(
    placed.map(({ booking, host }): [AiringId, Seat] => [
      booking.airing,
      {
        host,
        isWished: host.host === booking.wished,
        clashes: clashesAt(placed, { booking, host }, earlySeconds),
      },
    ]),
  );
}

/** The others in the room at any second in which the host holds more than it can, by start. */
function clashesAt(placed: readonly Placed[], { booking, host }: Placed, earlySeconds: number): Booking[] {
  const from = ({ start }: Booking): Second => start - earlySeconds;
  const inStudio = placed
    .filter((other) => other.host.host === host.host)
    .map((other) => other.booking)
    .filter((other) => from(other) < booking.end && from(booking) < other.end);
  const atSecond = (second: Second): Booking[] =>
    inStudio.filter((other) => from(other) <= second && second < other.end);
  // The number of meetings rises where one begins, and nowhere else.
  const crowds = inStudio
    .map((other) => atSecond(Math.max(from(other), from(booking))))
    .filter((crowd) => crowd.length > host.meetingsAtOnce && crowd.includes(booking));
  return [...new Set(crowds.flat())]
    .filter((other) => other !== booking)
    .sort((a, b) => a.start - b.start || byName(a, b));
}

function byName(a: Booking, b: Booking): number {
  return a.airing < b.airing ? -1 : 1;
}
