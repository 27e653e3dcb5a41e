import type { Chore } from "../chores/chore-list.ts";
import type { EventStore } from "../events/event-store.ts";
import type { PieceStore } from "../library/piece-store.ts";
import type { ChannelCalls } from "../ports/channel.ts";
import type { PublishedStore } from "../published/published-store.ts";
import type { StationRundown } from "../rundown/station-rundown.ts";
import { AiredAirings } from "./aired-airings.ts";
import { BlockStore } from "./block-store.ts";
import { followAhead } from "./follow-ahead.ts";
import { lookBack } from "./look-back.ts";
import { StationAhead } from "./station-ahead.ts";

type Neighbours = { rundown: Pick<StationRundown, "ask">; channel: Pick<ChannelCalls, "asRun"> };

/** Puts together what the station plans by itself, on its own tables, and the chores that go with it. */
export function assembleAhead(o: {
  sql: SqlStorage;
  channelName: string;
  territory: string;
  events: EventStore;
  pieces: PieceStore;
  published: PublishedStore;
  nowMs: () => number;
}): { ahead: StationAhead; aired: AiredAirings; chores: (neighbours: Neighbours) => Chore[] } {
  const { sql, channelName: channel, ...stores } = o;
  const aired = new AiredAirings(sql);
  const ahead = new StationAhead({ ...stores, channel, blocks: new BlockStore(sql), aired });
  return {
    ahead,
    aired,
    chores: (neighbours) => [
      followAhead({ ...stores, ...neighbours, ahead, aired }),
      lookBack({ ...stores, ...neighbours, aired }),
    ],
  };
}
