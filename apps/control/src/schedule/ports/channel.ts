import type { Past } from "@nonstop/contract/archive";
import type { AsRunSpan } from "@nonstop/contract/as-run";
import type { HouseSpan, SecondRange } from "@nonstop/contract/channel-object";
import type { ControlRoomState, PlayoutStatus } from "@nonstop/contract/origin-socket";
import type { RoomStatus } from "@nonstop/contract/room";
import type { Rundown } from "@nonstop/contract/rundown";

/** What a playout sees of the rooms that come live. */
type PlayoutView = Pick<PlayoutStatus, "ingestConnected"> & { rooms: Pick<RoomStatus, "room" | "state">[] };

/** What the schedule asks of the channel. */
export type ChannelCalls = {
  /** The rundown in force; undefined when the channel never received one. */
  rundown(): Promise<Rundown | undefined>;
  /** Gives the channel a newer rundown; `older` when it has a newer one than this. */
  setRundown(rundown: Rundown): Promise<{ kind: "stored" } | { kind: "older"; version: number }>;
  /** A page of what aired before a second, and what else an archive keeps of the channel. */
  past(before: number | undefined): Promise<Past>;
  /** The newest `limit` spans of what aired in a range, oldest first. */
  asRun(range: SecondRange, limit: number): Promise<AsRunSpan[]>;
  /** From which second on it airs in which version of the house format, oldest first. */
  houses(): Promise<HouseSpan[]>;
  controlState(): Promise<
    Pick<ControlRoomState, "takes" | "onAir" | "rundown" | "warnings"> & { playouts: PlayoutView[] }
  >;
};
