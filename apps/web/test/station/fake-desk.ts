import { CommittedSecond } from "@nonstop/contract/as-run";
import type { EventStatus } from "@nonstop/contract/events";
import type { GuestsAnswer } from "@nonstop/contract/guest";
import type { GuideEntry } from "@nonstop/contract/guide";
import type { Layout } from "@nonstop/contract/layout";
import { ControlRoomMessage, ControlRoomState } from "@nonstop/contract/origin-socket";
import type { RoomStatus } from "@nonstop/contract/room";
import { comesLive, type Item, Rundown, type Take } from "@nonstop/contract/rundown";
import type { TakeRequest } from "@nonstop/contract/take";
import { secondOf } from "@nonstop/contract/time";
import type { Warning } from "@nonstop/contract/warning";
import { takeAt } from "@nonstop/schedule/item-at";
import type { Page, WebSocketRoute } from "playwright-core";
import { type FakeLibrary, openLibrary } from "./desk-library.ts";
import { EVENING_SECOND } from "./programmes.ts";

export const SHOW_ROOM = { kind: "encoder", room: "enc-studio" } as const;

/** The control room's side of a station. A test may change its public fields at any time. */
export type FakeDesk = {
  nowMs: () => number;
  library: FakeLibrary;
  rooms: RoomStatus[];
  warnings: Warning[];
  eventWarnings: Warning[];
  events: EventStatus[];
  /** The layout of the one show that has a meeting; undefined while it is not live. */
  layout: Layout | undefined;
  guests: GuestsAnswer["guests"];
  /** What producers wrote to guests. */
  guestNote: string;
  /** How often the encoder's key was rotated. */
  rotations: number;
  /** Ids of the warnings of events that were dismissed. */
  dismissed: Set<string>;
  /** The accepted takes, oldest first. */
  asked: TakeRequest[];
  takes: Take[];
  /** False while the channel ignores the takes that it has accepted. */
  commitsTakes: boolean;
  /** The refusal of the next takes; undefined while they are accepted. */
  refusal: string | undefined;
  /** False when every session has ended. */
  hasSessions: boolean;
  /** False while nobody answers on the socket. */
  hasSocket: boolean;
  state: () => ControlRoomState;
  /** Serves the other end of a page's control socket. */
  answerSocketOf: (page: Page) => Promise<void>;
};

const room = (name: string, state: RoomStatus["state"], more: Partial<RoomStatus> = {}): RoomStatus => ({
  room: name,
  state,
  sinceMs: (EVENING_SECOND - 90) * 1000,
  offered: [],
  ...more,
});

const sameRoomName = (ref: Take["room"], name: string): boolean => comesLive(ref) && ref.room === name;

/** The rundown around the evening's show: filler, the show, and filler again. */
function rundownOf(entries: readonly GuideEntry[]): Rundown {
  const show = entries.find((entry) => entry.kind === "live");
  const [from, to] = [EVENING_SECOND - 7200, EVENING_SECOND + 14_400];
  const filler = (start: number, end: number): Item => ({
    id: `filler@${start}`,
    kind: "filler",
    title: "Waves",
    start,
    end,
    room: { kind: "asset", asset: "waves", startSecond: start },
  });
  const start = show?.start ?? EVENING_SECOND;
  const end = show?.end ?? EVENING_SECOND + 600;
  const live: Item = {
    id: `show@${start}`,
    kind: "live",
    title: show?.title ?? "Show",
    start,
    end,
    room: SHOW_ROOM,
    planB: { asset: "waves", durationSeconds: 600 },
  };
  const items = [filler(from, start), live, filler(end, to)];
  return Rundown.parse({ channel: "main", version: 7, from, to, items, fillers: [] });
}

export function openDesk(nowMs: () => number, entries: () => readonly GuideEntry[]): FakeDesk {
  const second = (): number => secondOf(nowMs()) - 1;
  const isThere = (take: Take): boolean =>
    !comesLive(take.room) ||
    desk.rooms.some(({ room: name, state }) => sameRoomName(take.room, name) && state === "live");
  const onAir = (): CommittedSecond => {
    const take = desk.commitsTakes ? takeAt(desk.takes, second()) : undefined;
    if (take !== undefined && isThere(take))
      return CommittedSecond.parse({
        second: second(),
        room: take.room,
        rank: 0,
        reason: "take",
        take: take.id,
      });
    return CommittedSecond.parse({
      second: second(),
      room: SHOW_ROOM,
      rank: take === undefined ? 0 : 1,
      reason: take === undefined ? "rundown" : "take-unavailable",
      title: "The Cable Show",
      itemKind: "live",
    });
  };
  const desk: FakeDesk = {
    nowMs,
    library: openLibrary(),
    rooms: [
      room("annex", "live", { peakDbfs: -20 }),
      room("den", "waiting", { sinceMs: 0 }),
      room("enc-studio", "live", { peakDbfs: -12 }),
    ],
    warnings: [],
    eventWarnings: [],
    events: [],
    layout: undefined,
    guests: [{ person: "ada", name: "Ada" }],
    guestNote: "",
    rotations: 0,
    dismissed: new Set(),
    asked: [],
    takes: [],
    commitsTakes: true,
    refusal: undefined,
    hasSessions: true,
    hasSocket: true,
    state: () =>
      ControlRoomState.parse({
        nowMs: nowMs(),
        openSecond: second() + 1,
        onAir: onAir(),
        rundown: rundownOf(entries()),
        takes: desk.takes,
        playouts: [
          {
            playout: "one",
            startedAtMs: EVENING_SECOND * 1000,
            rundownVersion: 7,
            clockOffsetMs: 3,
            clockSkewMs: 0,
            ingestConnected: true,
            rooms: desk.rooms,
            assetsAheadSeconds: 60,
            residentBytes: 90_000_000,
            proposed: 1,
            refused: 0,
            warnings: [],
            seenMs: nowMs(),
          },
        ],
        warnings: desk.warnings,
      }),
    answerSocketOf: async (page) => {
      await page.routeWebSocket(/\/control\/socket$/, (socket) => talk(desk, socket, onAir));
    },
  };
  return desk;
}

/** Sends the state and the newest second ten times a second, so that no test waits long. */
function talk(desk: FakeDesk, socket: WebSocketRoute, onAir: () => CommittedSecond): void {
  const tell = (message: ControlRoomMessage): void =>
    socket.send(JSON.stringify(ControlRoomMessage.parse(message)));
  const turn = (): void => {
    if (!desk.hasSocket) {
      clearInterval(timer);
      void socket.close();
      return;
    }
    tell({ kind: "state", state: desk.state() });
    tell({ kind: "second", second: onAir() });
  };
  const timer = setInterval(turn, 200);
  socket.onClose(() => clearInterval(timer));
  turn();
}
