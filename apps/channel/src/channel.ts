import type { Past } from "@nonstop/contract/archive";
import type { AsRunSpan } from "@nonstop/contract/as-run";
import type {
  ChannelFigures,
  ChannelObject,
  HouseSpan,
  Listed,
  Media,
  RundownResult,
  SecondRange,
  Showing,
  TakeResult,
} from "@nonstop/contract/channel-object";
import type { HouseVersion } from "@nonstop/contract/names";
import type { ControlRoomState, EdgeMessage } from "@nonstop/contract/origin-socket";
import type { ProposalAnswer, ProposalHeader } from "@nonstop/contract/proposal";
import type { Rundown } from "@nonstop/contract/rundown";
import type { ReleaseAnswer, TakeRequest } from "@nonstop/contract/take";
import { firstChannel } from "@nonstop/door/channel-of";
import { clock } from "@nonstop/door/clock";
import { nameWithoutRegion } from "@nonstop/door/object-stub";
import { houseOf } from "@nonstop/house/house";
import { DurableObject } from "cloudflare:workers";
import { migrate } from "./channel-tables.ts";
import { ControlRooms } from "./control-room/control-room.ts";
import { controlFacts } from "./control-room/control-facts.ts";
import { ToldState } from "./control-room/told-state.ts";
import type { Env } from "./env.ts";
import { ChannelHouses } from "./houses/channel-houses.ts";
import { ChannelPast } from "./past/channel-past.ts";
import { PlayoutSockets } from "./playouts/playout-sockets.ts";
import { RundownInForce } from "./rundown/rundown-in-force.ts";
import { airingsOf, readAsRun, showingOf, slateOf } from "./seconds/as-run-store.ts";
import { ListedSeconds } from "./seconds/listed-seconds.ts";
import { Proposals } from "./seconds/proposals.ts";
import { SecondRow } from "./seconds/second-row.ts";
import { SecondWaits } from "./seconds/second-waits.ts";
import { SegmentWriter } from "./seconds/segment-writer.ts";
import { nextFreeSecond } from "./seconds/timeline.ts";
import { withTakers } from "./takes/takers.ts";
import { Takes } from "./takes/takes.ts";

/** One channel: its row of seconds, the playouts that propose them, and everybody who waits for the next one. */
export class Channel extends DurableObject<Env> implements ChannelObject {
  readonly #sql: SqlStorage;
  readonly #waits = new SecondWaits({
    advance: (nowMs) => this.#row.advance(nowMs),
    isWatched: () => this.#rooms.connected > 0,
  });
  readonly #playouts: PlayoutSockets;
  readonly #rooms: ControlRooms;
  readonly #houses: ChannelHouses;
  readonly #segments: SegmentWriter;
  readonly #row: SecondRow;
  readonly #reads: ListedSeconds;
  readonly #takes: Takes;
  readonly #rundown: RundownInForce;
  readonly #proposals: Proposals;
  readonly #told: ToldState;
  readonly #past: ChannelPast;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage);
    const { sql } = ctx.storage;
    const name = ctx.id.name === undefined ? firstChannel(env) : nameWithoutRegion(ctx.id.name);
    this.#sql = sql;
    this.#told = new ToldState(sql, env.STATION_TIMEZONE, () =>
      controlFacts({
        sql,
        row: this.#row,
        rundown: this.#rundown,
        takes: this.#takes,
        playouts: this.#playouts,
        segments: this.#segments,
      }),
    );
    this.#takes = new Takes(ctx.storage, name);
    this.#playouts = new PlayoutSockets(ctx);
    this.#rooms = new ControlRooms(ctx, () => this.#told.read());
    this.#houses = new ChannelHouses(ctx, env.MEDIA, houseOf(env));
    this.#segments = new SegmentWriter(ctx, env.MEDIA, this.#houses, name);
    this.#row = new SecondRow(ctx, this.#segments, (from, to) => this.#listed(from, to));
    this.#past = new ChannelPast({ storage: ctx.storage, row: this.#row, houses: this.#houses });
    this.#reads = new ListedSeconds({ sql, row: this.#row, waits: this.#waits, houses: this.#houses });
    this.#rundown = new RundownInForce({
      sql,
      station: env.STATION,
      channel: name,
      onNew: (rundown) => this.#tellPlayouts({ kind: "rundown", rundown }),
    });
    this.#proposals = new Proposals({
      sql,
      row: this.#row,
      houses: this.#houses,
      takes: this.#takes,
      rundown: () => this.#rundown.known,
    });
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  /** Channel time. Deadlines are judged by this clock, so nobody else's is told. */
  nowMs(): number {
    return clock.nowMs();
  }

  /** The seconds that are listed now, or as soon as segment `ask.segment` (or its part) is listed. */
  async listed(ask?: { segment: number; part?: number | undefined }): Promise<Listed> {
    return this.#reads.listed(ask);
  }

  /** One rendition of one second. Waits for a second that is about to be listed. */
  async part(second: number, rendition: string, version?: HouseVersion): Promise<Media> {
    return this.#reads.part(second, rendition, version);
  }

  /** One rendition of one whole segment, as long as its seconds are kept here. */
  segment(segment: number, rendition: string, version?: HouseVersion): Media {
    return this.#reads.segment(segment, rendition, version);
  }

  /** Commits a proposal whose fragments were checked, or says why not. */
  propose(header: ProposalHeader, fragments: Readonly<Record<string, Uint8Array>>): ProposalAnswer {
    return this.#proposals.answer(header, fragments, clock.nowMs());
  }

  /** Accepts a newer rundown from the schedule side and pushes it to the playouts. */
  setRundown(rundown: Rundown): RundownResult {
    return this.#rundown.set(rundown);
  }

  /** The rundown in force. A channel that never received one reads it from KV. */
  async rundown(): Promise<Rundown | undefined> {
    return this.#rundown.read();
  }

  /**
   * Puts a room on air over the rundown. `by` says who takes. `assetSeconds` is the length of the asset that the take
   * names, if any.
   */
  take(request: TakeRequest, o: { by: string; assetSeconds?: number | undefined }): TakeResult {
    const nowMs = clock.nowMs();
    const from = nextFreeSecond(this.#row.advance(nowMs), nowMs);
    const result = this.#takes.take({
      request,
      by: o.by,
      nowMs,
      from,
      seenRooms: this.#playouts.rooms(),
      rundown: this.#rundown.known,
      assetSeconds: o.assetSeconds,
    });
    if (result.kind === "taken" && !result.repeated) this.#tellPlayouts(this.#takesMessage());
    return result;
  }

  /** Ends every take at the next free second. */
  release(): ReleaseAnswer {
    const nowMs = clock.nowMs();
    const from = nextFreeSecond(this.#row.advance(nowMs), nowMs);
    const released = this.#takes.release(from);
    if (released.length > 0) this.#tellPlayouts(this.#takesMessage());
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
  asRun(range: SecondRange, limit: number): AsRunSpan[] {
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
  slateSpans(range: SecondRange): SecondRange[] {
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
      ...this.#proposals.counts,
      slateSeconds: this.#row.slateSeconds,
      playouts: this.#playouts.connected,
      controlRooms: this.#rooms.connected,
      blockedReaders: this.#waits.count,
      segmentsWaiting: this.#segments.waiting,
      rundownVersion: this.#rundown.known?.version ?? 0,
    };
  }

  /** What an archive keeps: the newest page of what aired before a second, and facts. */
  past(before: number | undefined): Past {
    return this.#past.read(before, clock.nowMs());
  }

  /** Puts an archive's past before all that has aired here; answers the first second that is known now. */
  addPast(past: Past): number {
    return this.#past.add(past, clock.nowMs());
  }

  /** Closes the control rooms of a session that has ended. */
  sessionEnded(id: string): void {
    this.#rooms.endSession(id);
  }

  /** Opens a socket at `/playout` or `/control`. The Worker has already checked who may open it. */
  override async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const { 0: client, 1: server } = new WebSocketPair();
    const rundown = await this.#rundown.read();
    if (pathname === "/playout") {
      const known: EdgeMessage[] = rundown === undefined ? [] : [{ kind: "rundown", rundown }];
      this.#playouts.open(server, [...known, this.#takesMessage()]);
    } else {
      this.#rooms.open(server, searchParams);
      this.#waits.arm();
    }
    return new Response(null, { status: 101, webSocket: client });
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    if (!this.#playouts.includes(socket)) return;
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

  #listed(from: number, to: number): void {
    this.#waits.listed(to);
    this.#rooms.secondsListed(from, to, (second) => this.#row.asListed(second));
    this.#rooms.stateChanged();
  }

  #takesMessage(): EdgeMessage {
    return this.#takes.message(this.#row.advance(clock.nowMs()).edge);
  }

  #tellPlayouts(message: EdgeMessage): void {
    this.#playouts.push(message);
    this.#rooms.stateChanged();
  }
}
