import { DurableObject } from "cloudflare:workers";
import type { AsRunSpan, CommittedSecond } from "@nonstop/contract/as-run";
import type { ControlRoomState, EdgeMessage } from "@nonstop/contract/origin-socket";
import type { ProposalAnswer, ProposalHeader } from "@nonstop/contract/proposal";
import type { Rundown } from "@nonstop/contract/rundown";
import type { ReleaseAnswer, TakeRequest } from "@nonstop/contract/take";
import { firstChannel } from "@nonstop/door/channel-of";
import type { HouseVersion } from "@nonstop/contract/names";
import { nameWithoutRegion } from "@nonstop/door/object-stub";
import { SEGMENT_SECONDS } from "@nonstop/media/lattice";
import type { Env } from "./env.ts";
import { airingsOf, readAsRun, showingOf, slateOf } from "./seconds/as-run-store.ts";
import type {
  ChannelFigures,
  ChannelObject,
  HouseSpan,
  Listed,
  Media,
  RundownResult,
  Showing,
  TakeResult,
} from "@nonstop/contract/channel-object";
import { migrate } from "./channel-tables.ts";
import { clock } from "@nonstop/door/clock";
import { ControlRooms } from "./control-room/control-room.ts";
import type { ControlFacts } from "./control-room/control-state.ts";
import { ToldState } from "./control-room/told-state.ts";
import { readRundown, writeRundown } from "./fact-store.ts";
import { ChannelHouses } from "./houses/channel-houses.ts";
import { houseOf } from "@nonstop/house/house";
import { PLAYOUT_TAG, PlayoutSockets, sendText } from "./playouts/playout-sockets.ts";
import { ListedMedia } from "./seconds/listed-media.ts";
import { rundownFromKv } from "@nonstop/door/rundown-snapshot";
import { secondFact, slateSince } from "./seconds/second-store.ts";
import { SecondWaits } from "./seconds/second-waits.ts";
import { SecondRow } from "./seconds/second-row.ts";
import { SegmentWriter } from "./seconds/segment-writer.ts";
import { withTakers } from "./takes/takers.ts";
import { Takes } from "./takes/takes.ts";
import { judge, listedWindow, nextFreeSecond, type Span } from "./seconds/timeline.ts";

/** How far past the edge a reader may ask for a part and wait for it. */
const PARTS_AHEAD = 2;

/** One channel: its row of seconds, the playouts that propose them, and everybody who waits for the next one. */
export class Channel extends DurableObject<Env> implements ChannelObject {
  readonly #name: string;
  readonly #sql: SqlStorage;
  readonly #waits = new SecondWaits({
    advance: (nowMs) => this.#row.advance(nowMs),
    isWatched: () => this.#rooms.connected > 0,
  });
  readonly #playouts: PlayoutSockets;
  readonly #rooms: ControlRooms;
  readonly #houses: ChannelHouses;
  readonly #media: ListedMedia;
  readonly #segments: SegmentWriter;
  readonly #row: SecondRow;
  readonly #takes: Takes;
  readonly #told: ToldState;
  readonly #count = {
    committedByRank: [0, 0, 0, 0],
    refused: { tooEarly: 0, taken: 0, staleRundown: 0, staleTakes: 0 },
  };
  #rundown: Rundown | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage);
    this.#name = ctx.id.name === undefined ? firstChannel(env) : nameWithoutRegion(ctx.id.name);
    this.#sql = ctx.storage.sql;
    this.#rundown = readRundown(this.#sql);
    this.#told = new ToldState(this.#sql, env.STATION_TIMEZONE, () => this.#controlFacts());
    this.#takes = new Takes(ctx.storage, this.#name);
    this.#playouts = new PlayoutSockets(ctx);
    this.#rooms = new ControlRooms(ctx, () => this.#told.read());
    this.#houses = new ChannelHouses(ctx, env.MEDIA, houseOf(env));
    this.#media = new ListedMedia(this.#sql, this.#houses);
    this.#segments = new SegmentWriter(ctx, env.MEDIA, this.#houses, this.#name);
    this.#row = new SecondRow(ctx, this.#segments, (from, to) => this.#listed(from, to));
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  /** Channel time. Deadlines are judged by this clock, so nobody else's is told. */
  nowMs(): number {
    return clock.nowMs();
  }

  /** The seconds that are listed now, or as soon as segment `ask.segment` (or its part) is listed. */
  async listed(ask?: { segment: number; part?: number | undefined }): Promise<Listed> {
    const nowMs = clock.nowMs();
    const timeline = this.#row.advance(nowMs);
    if (ask === undefined) return this.#window();
    // The playlist's last segment is the one that holds its last part, whole or not (RFC 8216bis, 6.2.5.2).
    const last = Math.floor((timeline.edge - 1) / SEGMENT_SECONDS);
    if (ask.segment > last + 2) return { kind: "too-far", segment: last };
    // A part number past a segment's last part means the first part of the next segment (RFC 8216bis, 6.2.5.2).
    const part = Math.min(ask.part ?? SEGMENT_SECONDS - 1, SEGMENT_SECONDS);
    if (!(await this.#waits.for(ask.segment * SEGMENT_SECONDS + part, nowMs))) return { kind: "not-in-time" };
    return this.#window();
  }

  /** One rendition of one second. Waits for a second that is about to be listed. */
  async part(second: number, rendition: string, version?: HouseVersion): Promise<Media> {
    const nowMs = clock.nowMs();
    const { edge, ahead } = this.#row.advance(nowMs);
    if (second >= edge && second <= edge + PARTS_AHEAD && !ahead.includes(second))
      await this.#waits.for(second, nowMs);
    return this.#media.read(this.#row.advance(clock.nowMs()), { second, seconds: 1, rendition, version });
  }

  /** One rendition of one whole segment, as long as its seconds are kept here. */
  segment(segment: number, rendition: string, version?: HouseVersion): Media {
    const asked = { second: segment * SEGMENT_SECONDS, seconds: SEGMENT_SECONDS, rendition, version };
    return this.#media.read(this.#row.advance(clock.nowMs()), asked);
  }

  /** Commits a proposal whose fragments were checked, or says why not. */
  propose(header: ProposalHeader, fragments: Readonly<Record<string, Uint8Array>>): ProposalAnswer {
    const nowMs = clock.nowMs();
    const timeline = this.#row.advance(nowMs);
    const { second } = header;
    const judgement = judge(timeline, second, nowMs);
    if (judgement.kind === "too-early") {
      this.#count.refused.tooEarly += 1;
      return { kind: "too-early", second, nowMs };
    }
    if (judgement.kind === "taken") {
      this.#count.refused.taken += 1;
      const fact = secondFact(this.#sql, second);
      return { kind: "taken", second, by: fact.kind === "committed" ? "playout" : "slate" };
    }
    // The segment in which the house format changed goes on in the earlier one, and ends with slate.
    if (second < this.#houses.from) return { kind: "taken", second, by: "slate" };
    if (this.#rundown !== undefined && header.rundownVersion < this.#rundown.version) {
      this.#count.refused.staleRundown += 1;
      return { kind: "stale-rundown", second, rundown: this.#rundown };
    }
    if (header.takesVersion < this.#takes.version) {
      this.#count.refused.staleTakes += 1;
      const { version, takes } = this.#takes.message(timeline.edge);
      return { kind: "stale-takes", second, version, takes };
    }
    const { rundownVersion: _rundown, takesVersion: _takes, itemId: _item, ...said } = header;
    const fact: CommittedSecond = { ...said, committedAtMs: nowMs };
    this.#row.commit(timeline, fact, fragments);
    this.#count.committedByRank[header.rank] = (this.#count.committedByRank[header.rank] ?? 0) + 1;
    return { kind: "committed", second, committedAtMs: nowMs };
  }

  /** Accepts a newer rundown from the schedule side and pushes it to the playouts. */
  setRundown(rundown: Rundown): RundownResult {
    if (this.#rundown !== undefined && rundown.version <= this.#rundown.version)
      return { kind: "older", version: this.#rundown.version };
    writeRundown(this.#sql, rundown);
    this.#rundown = rundown;
    this.#playouts.push({ kind: "rundown", rundown });
    this.#rooms.stateChanged();
    return { kind: "stored" };
  }

  /** The rundown in force. A channel that never received one reads it from KV. */
  async rundown(): Promise<Rundown | undefined> {
    if (this.#rundown === undefined) {
      const stored = await rundownFromKv(this.env.STATION, this.#name);
      if (stored !== undefined) this.setRundown(stored);
    }
    return this.#rundown;
  }

  /**
   * Puts a room on air over the rundown. `by` says who takes. `assetSeconds` is the length of the asset that the take
   * names, if any.
   */
  take(request: TakeRequest, o: { by: string; assetSeconds?: number | undefined }): TakeResult {
    const nowMs = clock.nowMs();
    const from = nextFreeSecond(this.#row.advance(nowMs), nowMs);
    const seenRooms = this.#playouts.rooms();
    const rundown = this.#rundown;
    const result = this.#takes.take({
      request,
      by: o.by,
      nowMs,
      from,
      seenRooms,
      rundown,
      assetSeconds: o.assetSeconds,
    });
    if (result.kind === "taken" && !result.repeated) this.#pushTakes();
    return result;
  }

  /** Ends every take at the next free second. */
  release(): ReleaseAnswer {
    const nowMs = clock.nowMs();
    const from = nextFreeSecond(this.#row.advance(nowMs), nowMs);
    const released = this.#takes.release(from);
    if (released.length > 0) this.#pushTakes();
    return { released, from };
  }

  /** Everything that a control room shows, except the as-run. */
  async controlState(): Promise<ControlRoomState> {
    await this.rundown();
    return this.#told.read();
  }

  /** Dismisses a warning until it goes. */
  dismissWarning(id: string): boolean {
    const stood = this.#told.dismiss(id);
    this.#rooms.stateChanged();
    return stood;
  }

  /** Brings back the warnings that were dismissed. */
  recallWarnings(): void {
    this.#told.recall();
    this.#rooms.stateChanged();
  }

  /** The newest `limit` spans of what aired in `[from, to)`. */
  asRun(range: Span, limit: number): AsRunSpan[] {
    this.#row.advance(clock.nowMs());
    return withTakers(this.#sql, readAsRun(this.#sql, range, limit));
  }

  /** The versions of the house format that the channel has aired in. */
  houses(): HouseSpan[] {
    return [...this.#houses.spans];
  }

  /** Segments that R2 has yet to take: until then they are kept here. */
  waitingSegments(): number[] {
    return this.#segments.waitingSegments();
  }

  /** When an airing was last shown. */
  showing(airing: string): Showing {
    const { edge } = this.#row.advance(clock.nowMs());
    const span = showingOf(this.#sql, airing);
    return span === undefined
      ? { kind: "never-aired" }
      : { kind: "showing", span, edge, houses: this.#houses.spans };
  }

  /** The names of all airings that were shown and are still known. */
  airingsShown(): string[] {
    return airingsOf(this.#sql);
  }

  /** The spans of a range that were slate from their first to their last second, in order. */
  slateSpans(range: Span): Span[] {
    this.#row.advance(clock.nowMs());
    return slateOf(this.#sql, range);
  }

  /** Figures for `/metrics`. */
  figures(): ChannelFigures {
    const nowMs = clock.nowMs();
    const { edge } = this.#row.advance(nowMs);
    return {
      nowMs,
      edge,
      ...this.#count,
      slateSeconds: this.#row.slateSeconds,
      playouts: this.#playouts.connected,
      controlRooms: this.#rooms.connected,
      blockedReaders: this.#waits.count,
      segmentsWaiting: this.#segments.waiting,
      rundownVersion: this.#rundown?.version ?? 0,
    };
  }

  /** Closes the control rooms of a session that has ended. */
  sessionEnded(id: string): void {
    this.#rooms.endSession(id);
  }

  /** Opens a socket at `/playout` or `/control`. The Worker has already checked who may open it. */
  override async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const { 0: client, 1: server } = new WebSocketPair();
    if (pathname === "/playout") {
      this.ctx.acceptWebSocket(server, [PLAYOUT_TAG]);
      const rundown = await this.rundown();
      if (rundown !== undefined)
        sendText(server, JSON.stringify({ kind: "rundown", rundown } satisfies EdgeMessage));
      sendText(server, JSON.stringify(this.#takesMessage()));
    } else {
      await this.rundown();
      this.#rooms.open(server, searchParams);
      this.#waits.arm();
    }
    return new Response(null, { status: 101, webSocket: client });
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    if (!this.ctx.getTags(socket).includes(PLAYOUT_TAG)) return;
    const heard = typeof message === "string" && this.#playouts.hear(socket, message, clock.nowMs());
    if (heard) this.#rooms.stateChanged();
    else socket.close(1007, "not a message of a playout");
  }

  override webSocketClose(socket: WebSocket): void {
    this.#playouts.forget(socket);
    this.#rooms.stateChanged();
  }

  override webSocketError(socket: WebSocket): void {
    this.webSocketClose(socket);
  }

  override async alarm(): Promise<void> {
    await this.#segments.write();
  }

  #window(): Listed {
    const window = listedWindow(this.#row.advance(clock.nowMs()));
    return { kind: "window", ...window, houses: this.#houses.spans };
  }

  #listed(from: number, to: number): void {
    this.#waits.listed(to);
    this.#rooms.secondsListed(from, to, (second) => this.#row.asListed(second));
    this.#rooms.stateChanged();
  }

  #takesMessage(): EdgeMessage {
    return this.#takes.message(this.#row.advance(clock.nowMs()).edge);
  }

  #pushTakes(): void {
    this.#playouts.push(this.#takesMessage());
    this.#rooms.stateChanged();
  }

  #controlFacts(): Omit<ControlFacts, "timezone"> {
    const nowMs = clock.nowMs();
    const { edge } = this.#row.advance(nowMs);
    return {
      nowMs,
      openSecond: edge,
      onAir: this.#row.asListed(edge - 1),
      rundown: this.#rundown,
      takes: this.#takes.standing(Math.floor(nowMs / 1000)),
      playouts: this.#playouts.statuses(),
      unproposedSince: slateSince(this.#sql, edge),
      segmentsWaiting: this.#segments.waiting,
    };
  }
}
