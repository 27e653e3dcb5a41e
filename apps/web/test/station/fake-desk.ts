import { secondOf } from "@nonstop/contract/time";
import { Hono } from "hono";
import type { Page, WebSocketRoute } from "playwright-core";
import { AsRun, CommittedSecond } from "@nonstop/contract/as-run";
import { errorBody } from "@nonstop/contract/error-body";
import { EncoderKey, EncodersAnswer } from "@nonstop/contract/encoders";
import { EventsAnswer, type EventStatus } from "@nonstop/contract/events";
import { GuestNoteRequest, GuestsAnswer } from "@nonstop/contract/guest";
import type { GuideEntry } from "@nonstop/contract/guide";
import { HostKeyAnswer } from "@nonstop/contract/host-key";
import { type Layout, LayoutAnswer, LayoutRequest } from "@nonstop/contract/layout";
import { Library } from "@nonstop/contract/library";
import { ControlRoomMessage, ControlRoomState } from "@nonstop/contract/origin-socket";
import { type Rehearsal, RehearsalAnswer, RehearsalRequest } from "@nonstop/contract/rehearsal";
import type { RoomStatus } from "@nonstop/contract/room";
import { routes } from "@nonstop/contract/routes";
import { comesLive, type Item, Rundown, Take } from "@nonstop/contract/rundown";
import { DismissAnswer, DismissRequest, RecallAnswer, type Warning } from "@nonstop/contract/warning";
import { ReleaseAnswer, TakeAnswer, TakeRequest } from "@nonstop/contract/take";
import { takeAt } from "@nonstop/schedule/item-at";
import { EVENING_SECOND } from "./programmes.ts";

export const PRODUCER_TOKEN = "a-token-of-the-producer";
const COOKIE = "nonstop_session";
const SHOW_ROOM = { kind: "encoder", room: "enc-studio" } as const;

/** The control room's side of a station. A test may change its public fields at any time. */
export type FakeDesk = {
  nowMs: () => number;
  rooms: RoomStatus[];
  warnings: Warning[];
  eventWarnings: Warning[];
  events: EventStatus[];
  /** The layout of the one show that has a meeting; undefined while it is not live. */
  layout: Layout | undefined;
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
    rooms: [
      room("annex", "live", { peakDbfs: -20 }),
      room("den", "waiting", { sinceMs: 0 }),
      room("enc-studio", "live", { peakDbfs: -12 }),
    ],
    warnings: [],
    eventWarnings: [],
    events: [],
    layout: undefined,
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

/** Opens or ends the rehearsal of an event. */
function rehearse(desk: FakeDesk, entry: string, rehearsal: Rehearsal | undefined): RehearsalAnswer {
  desk.events = desk.events.map((event) => {
    const { rehearsal: _before, ...rest } = event;
    return event.entry === entry && rehearsal !== undefined ? { ...rest, rehearsal } : rest;
  });
  return RehearsalAnswer.parse({ rehearsal });
}

/** The routes of the control room: its session, its state, and takes. */
export function deskRoutes(desk: FakeDesk): Hono {
  const app = new Hono();
  const isSignedIn = (cookie: string | undefined): boolean =>
    desk.hasSessions && (cookie ?? "").includes(`${COOKIE}=open`);
  app.get(routes.session, (c) => c.json({ signedIn: isSignedIn(c.req.header("cookie")) }));
  app.post(routes.session, async (c) => {
    const { token } = await c.req.json<{ token: string }>();
    if (token !== PRODUCER_TOKEN)
      return c.json(errorBody("wrong-token", "This is not the producer's token."), 401);
    return c.json({}, 200, { "set-cookie": `${COOKIE}=open; HttpOnly; SameSite=Strict; Path=/` });
  });
  app.delete(routes.session, (c) => {
    c.header("set-cookie", `${COOKIE}=; Path=/; Max-Age=0`);
    return c.json({ signedIn: false });
  });
  app.use("/api/v1/*", async (c, next) => {
    const isPublic = /\/(?:guide|now|programmes\/[^/]+)$/.test(c.req.path);
    if (isPublic || isSignedIn(c.req.header("cookie"))) return next();
    return c.json(errorBody("unauthorized", "Sign in first."), 401);
  });
  app.get(routes.control("main"), (c) => c.json(desk.state()));
  app.get(routes.library, (c) =>
    c.json(
      Library.parse({
        assets: [
          { asset: "waves", title: "Waves", durationSeconds: 600, filler: true },
          { asset: "sea-film", title: "A Film of the Sea", durationSeconds: 6000, filler: false },
        ],
      }),
    ),
  );
  app.get(routes.encoders, (c) =>
    c.json(EncodersAnswer.parse({ encoders: [{ encoder: "studio", room: "enc-studio", name: "The desk" }] })),
  );
  app.post(routes.encoderKey.pattern, (c) =>
    c.json(EncoderKey.parse({ server: "rtmp://station.test/live", key: `key-${desk.rotations}` })),
  );
  app.post(routes.encoderRotation.pattern, (c) => {
    desk.rotations += 1;
    return c.json(EncoderKey.parse({ server: "rtmp://station.test/live", key: `key-${desk.rotations}` }));
  });
  const guests = (): GuestsAnswer =>
    GuestsAnswer.parse({
      guests: [{ person: "ada", name: "Ada" }],
      ...(desk.guestNote === "" ? {} : { note: desk.guestNote }),
    });
  app.get(routes.guests.pattern, (c) => c.json(guests()));
  app.put(routes.guestNote.pattern, async (c) => {
    desk.guestNote = GuestNoteRequest.parse(await c.req.json()).note;
    return c.json(guests());
  });
  app.put(routes.rehearsal.pattern, async (c) => {
    const { minutes } = RehearsalRequest.parse(await c.req.json());
    const from = secondOf(desk.nowMs());
    return c.json(rehearse(desk, c.req.param("airing"), { from, to: from + minutes * 60 }));
  });
  app.delete(routes.rehearsal.pattern, (c) => c.json(rehearse(desk, c.req.param("airing"), undefined)));
  app.put(routes.layout.pattern, async (c) => {
    const { layout } = LayoutRequest.parse(await c.req.json());
    if (desk.layout === undefined)
      return c.json(errorBody("not-live", "The show is not live, so nothing was changed.", {}), 409);
    desk.layout = layout;
    return c.json(LayoutAnswer.parse({ layout, says: `Zoom shows the ${layout} from now on.` }));
  });
  app.get(routes.hostKey.pattern, (c) => c.json(HostKeyAnswer.parse({ hostKey: "299484" })));
  app.get(routes.events, (c) => {
    const warnings = desk.eventWarnings.filter(({ id }) => !desk.dismissed.has(id));
    const dismissed = desk.eventWarnings.length - warnings.length;
    return c.json(EventsAnswer.parse({ events: desk.events, warnings, moreWarnings: 0, dismissed }));
  });
  app.post(routes.dismissals("main"), async (c) => {
    const { warning } = DismissRequest.parse(await c.req.json());
    desk.dismissed.add(warning);
    return c.json(DismissAnswer.parse({ dismissed: warning }));
  });
  app.delete(routes.dismissals("main"), (c) => {
    desk.dismissed.clear();
    return c.json(RecallAnswer.parse({ recalled: true }));
  });
  app.get(routes.asRun("main"), (c) =>
    c.json(
      AsRun.parse({
        spans: [
          {
            from: EVENING_SECOND - 900,
            to: EVENING_SECOND - 600,
            room: { kind: "slate" },
            rank: 3,
            reason: "room-stalled",
            title: "The Show Before",
          },
          { from: EVENING_SECOND - 600, to: EVENING_SECOND - 1, room: SHOW_ROOM, rank: 0, reason: "rundown" },
        ],
      }),
    ),
  );
  app.post(routes.takes("main"), async (c) => {
    const request = TakeRequest.parse(await c.req.json());
    desk.asked.push(request);
    if (desk.refusal !== undefined) return c.json(errorBody("unknown-room", desk.refusal), 422);
    const from = secondOf(desk.nowMs());
    const to = request.to.kind === "asset" ? { ...request.to, startSecond: from } : request.to;
    const take = Take.parse({ id: request.id, room: to, from });
    desk.takes = [...desk.takes, take];
    return c.json(TakeAnswer.parse({ take }), 201);
  });
  app.post(routes.release("main"), (c) => {
    const released = desk.takes.map(({ id }) => id);
    desk.takes = [];
    return c.json(ReleaseAnswer.parse({ released, from: secondOf(desk.nowMs()) }));
  });
  return app;
}
