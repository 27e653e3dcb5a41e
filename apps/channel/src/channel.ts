import type { Past } from "@nonstop/contract/archive";
import type { AsRunSpan } from "@nonstop/contract/as-run";
import type {
  BreakSpan,
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
import type { AssetId, HouseVersion } from "@nonstop/contract/names";
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
import { airsAround } from "./rundown/airs-around.ts";
import { RundownInForce } from "./rundown/rundown-in-force.ts";
import { breaksOf } from "./seconds/breaks-of.ts";
import { airingsOf, readAsRun, showingOf, slateOf } from "./seconds/as-run-store.ts";
import { ListedSeconds } from "./seconds/listed-seconds.ts";
import { Proposals } from "./seconds/proposals.ts";
import { SecondRow } from "./seconds/second-row.ts";
import { SecondWaits } from "./seconds/second-waits.ts";
import { SegmentWriter } from "./seconds/segment-writer.ts";
import { nextFreeSecond } from "./seconds/timeline.ts";
import { withTakers } from "./takes/takers.ts";
import { Takes } from "./takes/takes.ts";

/**
 * One channel: its row of seconds, the playouts that propose them, and everybody who waits for the next one. `ChannelObject` says what
 * each of its methods does.
 */
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

  nowMs(): number {
    return clock.nowMs();
  }

  async listed(ask?: { segment: number; part?: number | undefined }): Promise<Listed> {
    return this.#reads.listed(ask);
  }

  async part(second: number, rendition: string, version?: HouseVersion): Promise<Media> {
    return this.#reads.part(second, rendition, version);
  }

  segment(segment: number, rendition: string, version?: HouseVersion): Media {
    return this.#reads.segment(segment, rendition, version);
  }

  propose(header: ProposalHeader, fragments: Readonly<Record<string, Uint8Array>>): ProposalAnswer {
    return this.#proposals.answer(header, fragments, clock.nowMs());
  }

  setRundown(rundown: Rundown): RundownResult {
    return this.#rundown.set(rundown);
  }

  async rundown(): Promise<Rundown | undefined> {
    return this.#rundown.read();
  }

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

  release(): ReleaseAnswer {
    const nowMs = clock.nowMs();
    const from = nextFreeSecond(this.#row.advance(nowMs), nowMs);
    const released = this.#takes.release(from);
    if (released.length > 0) this.#tellPlayouts(this.#takesMessage());
    return { released, from };
  }

  async airs(asset: AssetId): Promise<boolean> {
    const read = { rundown: () => this.rundown(), takes: (second: number) => this.#takes.standing(second) };
    return airsAround(asset, { ...read, aired: (...o) => this.asRun(...o) }, clock.nowMs());
  }

  pieceReplaced(asset: AssetId): void {
    this.#tellPlayouts({ kind: "piece-replaced", asset });
  }

  async controlState(): Promise<ControlRoomState> {
    await this.rundown();
    return this.#told.read();
  }

  dismissWarning(id: string): boolean {
    const stood = this.#told.dismiss(id);
    this.#rooms.stateChanged();
    return stood;
  }

  recallWarnings(): void {
    this.#told.recall();
    this.#rooms.stateChanged();
  }

  asRun(range: SecondRange, limit: number): AsRunSpan[] {
    this.#row.advance(clock.nowMs());
    return withTakers(this.#sql, readAsRun(this.#sql, range, limit));
  }

  houses(): HouseSpan[] {
    return [...this.#houses.spans];
  }

  waitingSegments(): number[] {
    return this.#segments.waitingSegments();
  }

  showing(airing: string): Showing {
    const { edge } = this.#row.advance(clock.nowMs());
    const span = showingOf(this.#sql, airing);
    return span === undefined
      ? { kind: "never-aired" }
      : { kind: "showing", span, edge, houses: this.#houses.spans };
  }

  airingsShown(): string[] {
    return airingsOf(this.#sql);
  }

  breaks(range: SecondRange): BreakSpan[] {
    return breaksOf(this.#sql, range, this.#row.advance(clock.nowMs()).edge);
  }

  slateSpans(range: SecondRange): SecondRange[] {
    this.#row.advance(clock.nowMs());
    return slateOf(this.#sql, range);
  }

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

  past(before: number | undefined): Past {
    return this.#past.read(before, clock.nowMs());
  }

  addPast(past: Past): number {
    return this.#past.add(past, clock.nowMs());
  }

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
