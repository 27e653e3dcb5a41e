import type { Admissions } from "@nonstop/contract/admissions";
import type { SubscriberStatus } from "@nonstop/contract/announcement";
import type { AsRunSpan } from "@nonstop/contract/as-run";
import type { AssetIndex } from "@nonstop/contract/asset";
import type { EncoderStatus } from "@nonstop/contract/encoders";
import type { EventsAnswer } from "@nonstop/contract/events";
import type { GuestsAnswer } from "@nonstop/contract/guest";
import type { Guide, NowNext } from "@nonstop/contract/guide";
import type { Healing } from "@nonstop/contract/healings";
import type { HooksHeard } from "@nonstop/contract/hooks-heard";
import type {
  ArrivedAnswer,
  ArrivedFile,
  ImportRequest,
  ImportsAnswer,
  ImportStatus,
} from "@nonstop/contract/imports";
import type { GuestInvite } from "@nonstop/contract/invites";
import type { Layout } from "@nonstop/contract/layout";
import type { Library, PieceDetail } from "@nonstop/contract/library";
import type { AiringId, AssetId, EncoderName } from "@nonstop/contract/names";
import type { Pull } from "@nonstop/contract/pull";
import type { SpanOrder } from "@nonstop/contract/piece-span";
import type { ReadThroughFacts } from "@nonstop/contract/read-through";
import type { ShelfEntry } from "@nonstop/contract/shelf";
import type { DismissRequest } from "@nonstop/contract/warning";
import type { CalendarEntry } from "@nonstop/schedule/calendar-entry";
import { channelByName, firstChannel } from "@nonstop/door/channel-of";
import { alarmTimeMs, clock } from "@nonstop/door/clock";
import { log } from "@nonstop/door/log";
import { houseOfVersion } from "@nonstop/house/house-of-version";
import { readPieceChunk } from "@nonstop/pieces/piece-chunk";
import { DurableObject } from "cloudflare:workers";
import type { Env } from "../env.ts";
import type { CheckAnswer, GuestAnswer, JoinAnswer } from "../guests/guest-answers.ts";
import type { GuestClaims } from "../guests/guest-token.ts";
import type { Settings } from "../settings.ts";
import { archivedSettings } from "./archive/archived-settings.ts";
import type { ArchivedTables } from "./archive/archived-tables.ts";
import { noteBeginning } from "./archive/beginning.ts";
import { restoreTables, type RestoreOrder, type RestoreOutcome } from "./archive/restore-tables.ts";
import { assemble, type Parts } from "./assemble.ts";
import type { Directory } from "./directory/directory.ts";
import type { EncoderKeyAnswer } from "./facilities/station-encoders.ts";
import type { Programme } from "./guide/programme-of.ts";
import type { TelevisionGuide } from "./guide/station-guide.ts";
import type { HookAnswer } from "./hooks/hook-answer.ts";
import type { ToldHook } from "./hooks/hook-desk.ts";
import type { SignedHook } from "./hooks/signature-watch.ts";
import type { HostKeyOutcome } from "./in-meeting/host-keys.ts";
import type { LayoutOutcome } from "./in-meeting/layout-desk.ts";
import { changeInputKey, type InputKeyOutcome } from "./inputs/change-input-key.ts";
import { guestInvites } from "./invites/guest-invites.ts";
import { sendInvitesAgain, type SendAgainOutcome } from "./invites/send-again.ts";
import { addAskedImport, type ImportAdded } from "./imports/asked-import.ts";
import { importStatus } from "./imports/import.ts";
import { addPiece } from "./library/add-piece.ts";
import type { PieceChanged } from "./library/change-piece.ts";
import type { PieceDeletion } from "./library/library-desk.ts";
import type { FactsChange } from "./library/piece-store.ts";
import type { SpanAnswer } from "./past/span-desk.ts";
import type { Vendors } from "./ports/vendors.ts";
import { rehearse, type RehearsalOutcome } from "./rehearsals/rehearse.ts";
import type { ScheduleObject } from "./schedule-object.ts";
import { migrateSchedule } from "./schedule-tables.ts";
import { entryFacts, type EntryFacts } from "./sidebar/entry-facts.ts";

/**
 * The schedule of the station, the single writer of airings and meetings: it records what webhooks say and answers at once; its
 * chores do the rest. One object, named `station`; `ScheduleObject` says what each of its methods does.
 */
export class Schedule extends DurableObject<Env> implements ScheduleObject {
  readonly #assemble: () => Parts;
  #parts: Parts;

  constructor(ctx: DurableObjectState, env: Env, o: { settings: Settings; vendors: Vendors }) {
    super(ctx, env);
    migrateSchedule(ctx.storage);
    noteBeginning(ctx.storage.sql, clock.nowMs());
    const channelName = firstChannel(env);
    this.#assemble = () =>
      assemble({
        ...o,
        storage: ctx.storage,
        channelName,
        channel: channelByName(env, channelName),
        kv: env.STATION,
        media: env.MEDIA,
        pieceMedia: {
          house: (version) => houseOfVersion(env, version),
          chunk: (index, chunk) => readPieceChunk(env, index, chunk),
        },
        host: {
          nowMs: () => clock.nowMs(),
          setAlarm: (atMs) => ctx.storage.setAlarm(alarmTimeMs(atMs)),
          log,
        },
        archivedSettings: archivedSettings({ ...env }),
      });
    this.#parts = this.#assemble();
    for (const warning of o.settings.warnings) log("setting", { warning });
    void ctx.blockConcurrencyWhile(() => this.#parts.chores.setAlarm());
  }

  async record(hook: ToldHook): Promise<HookAnswer> {
    const { answer, asksForMore } = this.#parts.hooks.record(hook, clock.nowMs());
    return asksForMore ? this.#woken(answer) : answer;
  }

  hookWrong(hook: SignedHook, count: number): void {
    this.#parts.hooks.wrong(hook, count, clock.nowMs());
  }

  hookRight(from: string): void {
    this.#parts.hooks.right(from, clock.nowMs());
  }

  healings(): Healing[] {
    return this.#parts.healings.all();
  }

  subscribers(): SubscriberStatus[] {
    return this.#parts.subscribers.all();
  }

  testSubscriber(name: string): Promise<boolean> {
    return this.#woken(this.#parts.subscribers.test(name, clock.nowMs()));
  }

  hooksHeard(): HooksHeard {
    return this.#parts.hooks.heard();
  }

  async assetReady(index: AssetIndex): Promise<void> {
    addPiece(index, { ...this.#parts, nowMs: clock.nowMs() });
    await this.#parts.chores.wake();
  }

  async tick(): Promise<void> {
    await this.#parts.chores.wake();
    await this.#parts.chores.calm();
  }

  override async alarm(): Promise<void> {
    await this.#parts.chores.wake();
  }

  guide(from: number, to: number): Guide {
    return this.#parts.guide.guide(from, to);
  }

  televisionGuide(window: { from: number; to: number }): Promise<TelevisionGuide> {
    return this.#parts.guide.television(window, clock.nowMs());
  }

  calendar(): CalendarEntry[] {
    return this.#parts.guide.calendar(clock.nowMs());
  }

  nowNext(spans: AsRunSpan[]): Promise<NowNext> {
    return this.#parts.guide.nowNext(clock.nowMs(), spans);
  }

  addresses(): string[] {
    return this.#parts.guide.addresses();
  }

  programme(slug: string): Programme | undefined {
    return this.#parts.guide.programme(slug, clock.nowMs());
  }

  directory(): Directory {
    return this.#parts.directory(clock.nowMs());
  }

  pictureUrl(id: string): string | undefined {
    return this.#parts.pictureUrl(id);
  }

  library(): Library {
    return { assets: this.#parts.pieces.all() };
  }

  async changePiece(asset: AssetId, change: FactsChange): Promise<PieceChanged> {
    const answer = this.#parts.libraryDesk.change(asset, change, clock.nowMs());
    // What is withdrawn is gone for viewers before the producer hears that it is.
    await this.#parts.shelf.run(clock.nowMs());
    return this.#woken(answer);
  }

  piece(asset: AssetId): Promise<PieceDetail | undefined> {
    return this.#parts.libraryDesk.detail(asset, clock.nowMs());
  }

  async deletePiece(asset: AssetId): Promise<PieceDeletion> {
    const answer = await this.#parts.libraryDesk.delete(asset, clock.nowMs());
    await this.#parts.shelf.run(clock.nowMs());
    return this.#woken(answer);
  }

  async makeSpan(order: SpanOrder): Promise<SpanAnswer> {
    return this.#woken(await this.#parts.spans.make(order, clock.nowMs(), { replaces: false }));
  }

  readThroughFacts(from: number, to: number): ReadThroughFacts {
    return this.#parts.readThrough({ from, to }, clock.nowMs());
  }

  addImport(request: ImportRequest): Promise<ImportAdded> {
    return this.#woken(addAskedImport(this.#parts.importDesk, request, clock.nowMs()));
  }

  imports(): Promise<ImportsAnswer> {
    return this.#parts.importDesk.list();
  }

  async cancelImport(id: string): Promise<ImportStatus | undefined> {
    const cancelled = this.#parts.importDesk.cancel(id, clock.nowMs());
    return this.#woken(cancelled && importStatus(cancelled, undefined));
  }

  async arrivedFile(file: ArrivedFile): Promise<ArrivedAnswer> {
    return this.#woken(await this.#parts.arrivedFiles.fromFolder(file, clock.nowMs()));
  }

  pieceOfDigest(digest: string): AssetId | undefined {
    return this.#parts.pieces.all().find((piece) => piece.digest === digest)?.asset;
  }

  shelf(): ShelfEntry[] {
    return this.#parts.shelf.entries(clock.nowMs());
  }

  pulls(): Promise<Pull[]> {
    return this.#parts.pulls(clock.nowMs());
  }

  admissions(): Admissions {
    return this.#parts.admissions(clock.nowMs());
  }

  encoders(): EncoderStatus[] {
    return this.#parts.encoders.all();
  }

  encoderKey(encoder: EncoderName, which: "in-force" | "another"): Promise<EncoderKeyAnswer> {
    return this.#parts.encoders.key(encoder, which, clock.nowMs());
  }

  archive(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#parts.archive(clock.nowMs());
  }

  async restore(archived: ArchivedTables, order: RestoreOrder): Promise<RestoreOutcome> {
    // What is under way would write down what it began with.
    await this.#parts.chores.calm();
    const outcome = restoreTables(this.ctx.storage, archived, order, clock.nowMs());
    if (outcome.kind !== "restored") return outcome;
    // The parts remember what they have read.
    this.#parts = this.#assemble();
    return this.#woken(outcome);
  }

  rehearse(airing: AiringId, minutes: number | undefined): Promise<RehearsalOutcome> {
    return this.#woken(rehearse(this.#parts.events, { airing, minutes }, clock.nowMs()));
  }

  changeLayout(airing: AiringId, layout: Layout): Promise<LayoutOutcome> {
    return this.#parts.layouts.change(airing, layout);
  }

  entryFacts(airing: AiringId): EntryFacts | undefined {
    return entryFacts(this.#parts, airing, clock.nowMs());
  }

  isFirstSight(mark: string): boolean {
    return this.#parts.seen.firstSight(mark, clock.nowMs());
  }

  hostKeyFor(airing: AiringId, user: string): Promise<HostKeyOutcome> {
    return this.#parts.hostKeys.forUser(airing, user);
  }

  hostKey(airing: AiringId): Promise<HostKeyOutcome> {
    return this.#parts.hostKeys.of(airing);
  }

  invites(airing: AiringId): GuestInvite[] | undefined {
    const record = this.#parts.events.read(airing);
    return record && guestInvites(record, this.#parts.steps.inviteStation);
  }

  guest(claims: GuestClaims): GuestAnswer {
    return this.#parts.guests.view(claims, clock.nowMs());
  }

  guestJoin(claims: GuestClaims): JoinAnswer {
    return this.#parts.guests.join(claims, clock.nowMs());
  }

  openGuestCheck(claims: GuestClaims): Promise<CheckAnswer> {
    return this.#woken(this.#parts.guests.openCheck(claims, clock.nowMs()));
  }

  endGuestCheck(claims: GuestClaims): Promise<CheckAnswer> {
    return this.#woken(this.#parts.guests.endCheck(claims, clock.nowMs()));
  }

  guestsOf(airing: AiringId): Promise<GuestsAnswer | undefined> {
    return this.#parts.guests.guests(airing);
  }

  writeGuestNote(airing: AiringId, note: string): void {
    this.#parts.guests.note(airing, note);
  }

  revokeGuestLinks(airing: AiringId): Promise<boolean> {
    return this.#woken(this.#parts.guests.revokeLinks(airing, clock.nowMs()));
  }

  sendInvitesAgain(airing: AiringId): Promise<SendAgainOutcome> {
    return this.#woken(sendInvitesAgain(this.#parts.events, airing, clock.nowMs()));
  }

  changeInputKey(airing: AiringId): Promise<InputKeyOutcome> {
    return this.#woken(changeInputKey(this.#parts.events, airing, clock.nowMs()));
  }

  events(): EventsAnswer {
    return this.#parts.eventsList.answer(clock.nowMs());
  }

  dismissWarning(request: DismissRequest): "dismissed" | "changed" | "unknown" {
    return this.#parts.eventsList.dismiss(request, clock.nowMs());
  }

  recallWarnings(): void {
    this.#parts.eventsList.recall();
  }

  /** Has the chores do what has become due by something. */
  async #woken<T>(done: T): Promise<T> {
    await this.#parts.chores.wake();
    return done;
  }
}
