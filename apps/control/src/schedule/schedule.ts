import type { Admissions } from "@nonstop/contract/admissions";
import type { EncoderStatus } from "@nonstop/contract/encoders";
import type { Layout } from "@nonstop/contract/layout";
import type { GuestInvite } from "@nonstop/contract/invites";
import type { AiringId, EncoderName } from "@nonstop/contract/names";
import { admissionsOf } from "./admissions/admissions-of.ts";
import type { EncoderKeyAnswer } from "./facilities/station-encoders.ts";
import type { CheckAnswer, GuestAnswer, JoinAnswer } from "../guests/guest-answers.ts";
import type { GuestClaims } from "../guests/guest-token.ts";
import { guestInvites } from "./invites/guest-invites.ts";
import type { HostKeyOutcome } from "./in-meeting/host-keys.ts";
import type { LayoutOutcome } from "./in-meeting/layout-desk.ts";
import { rehearse } from "./rehearsals/rehearse.ts";
import { present } from "@nonstop/contract/present";
import { secondOf } from "@nonstop/contract/time";
import type { AsRunSpan } from "@nonstop/contract/as-run";
import type { AssetIndex } from "@nonstop/contract/asset";
import type { EventsAnswer } from "@nonstop/contract/events";
import type { HooksHeard } from "@nonstop/contract/hooks-heard";
import type { GuestsAnswer } from "@nonstop/contract/guest";
import type { Guide, NowNext } from "@nonstop/contract/guide";
import type { Library } from "@nonstop/contract/library";
import type { DismissRequest } from "@nonstop/contract/warning";
import type { Pull } from "@nonstop/contract/pull";
import { DurableObject } from "cloudflare:workers";
import { channelByName, firstChannel } from "@nonstop/door/channel-of";
import { alarmTimeMs, clock } from "@nonstop/door/clock";
import type { Env } from "../env.ts";
import type { Settings } from "../settings.ts";
import type { ArchivedTables } from "./archive/archived-tables.ts";
import { archivedSettings } from "./archive/archived-settings.ts";
import { noteBeginning } from "./archive/beginning.ts";
import { restoreTables } from "./archive/restore-tables.ts";
import { assemble, type Parts } from "./assemble.ts";
import type { Programme } from "./guide/programme-of.ts";
import type { Told } from "./hooks/heard.ts";
import { whatOf } from "./hooks/what-of-told.ts";
import type { SignedHook } from "./hooks/signature-watch.ts";
import type { HookAnswer } from "./hooks/hook-answer.ts";
import { addPiece } from "./library/add-piece.ts";
import { log } from "@nonstop/door/log";
import { sendInvitesAgain, type SendAgainOutcome } from "./invites/send-again.ts";
import { changeInputKey, type InputKeyOutcome } from "./inputs/change-input-key.ts";
import type { ChannelCalls } from "./ports/channel.ts";
import type { Vendors } from "./ports/vendors.ts";
import { readPulls } from "./pulls/read-pulls.ts";
import type { RehearsalOutcome, RestoreOrder, RestoreOutcome, ScheduleObject } from "./schedule-object.ts";
import { entryFacts, type EntryFacts } from "./sidebar/entry-facts.ts";
import { migrateSchedule } from "./schedule-tables.ts";

/**
 * The schedule of the station, the single writer of airings and meetings: it records what webhooks say and answers at once; its
 * chores do the rest. One object, named `station`.
 */
export class Schedule extends DurableObject<Env> implements ScheduleObject {
  readonly #settings: Settings;
  readonly #channel: ChannelCalls;
  readonly #assemble: () => Parts;
  #parts: Parts;

  constructor(ctx: DurableObjectState, env: Env, o: { settings: Settings; vendors: Vendors }) {
    super(ctx, env);
    migrateSchedule(ctx.storage);
    noteBeginning(ctx.storage.sql, clock.nowMs());
    const channelName = firstChannel(env);
    this.#settings = o.settings;
    this.#channel = channelByName(env, channelName);
    this.#assemble = () =>
      assemble({
        ...o,
        storage: ctx.storage,
        channelName,
        channel: this.#channel,
        kv: env.STATION,
        media: env.MEDIA,
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

  /** Records what a genuine webhook tells, and answers it. What it asks for is done by the chores. */
  async record(hook: { from: string; told: Told; mark: string | undefined }): Promise<HookAnswer> {
    const { from, told, mark } = hook;
    this.hookRight(from);
    const answer = this.#parts.told.record(told, mark, clock.nowMs());
    log("webhook", { from, about: told.about, what: whatOf(told), status: answer.status });
    // News of a live input are warned of, and ask for nothing to be done.
    const asksForMore = answer.status === "accepted" || answer.status === "refused";
    if (asksForMore && told.about !== "input") await this.#parts.chores.wake();
    return answer;
  }

  /** Webhooks came with a wrong signature. */
  hookWrong(hook: SignedHook, count: number): void {
    this.#parts.signatures.wrong(hook, count, clock.nowMs());
  }

  /** A webhook came with a right signature. */
  hookRight(from: string): void {
    this.#parts.signatures.right(from);
    this.#parts.lastHeard.note(from, clock.nowMs());
  }

  /** When each vendor's webhooks were last heard. */
  hooksHeard(): HooksHeard {
    return this.#parts.lastHeard.answer();
  }

  /** A piece has come into the library, or changed. */
  async assetReady(index: AssetIndex): Promise<void> {
    addPiece(index, { ...this.#parts, nowMs: clock.nowMs() });
    await this.#parts.chores.wake();
  }

  /** Does what is due; costs next to nothing when nothing is. */
  async tick(): Promise<void> {
    await this.#parts.chores.wake();
    await this.#parts.chores.calm();
  }

  override async alarm(): Promise<void> {
    await this.#parts.chores.wake();
  }

  /** The public guide of `[from, to)`, in seconds. */
  guide(from: number, to: number): Guide {
    return this.#parts.guide.guide(from, to);
  }

  /** What is on by the rundown, what comes, and what the newest seconds were by the as-run, `spans`. */
  nowNext(spans: AsRunSpan[]): Promise<NowNext> {
    return this.#parts.guide.nowNext(clock.nowMs(), spans);
  }

  /** The slugs of all pages: what airings have, and what they had before. */
  addresses(): string[] {
    return this.#parts.guide.addresses();
  }

  /** The programme of a page. */
  programme(slug: string): Programme | undefined {
    return this.#parts.guide.programme(slug, clock.nowMs());
  }

  /** The pieces that can be aired. */
  library(): Library {
    return { assets: this.#parts.pieces.all() };
  }

  /** What ingest is to pull now and soon. The addresses are secrets. */
  pulls(): Promise<Pull[]> {
    return readPulls({
      channel: this.#channel,
      events: this.#parts.events,
      overRunSeconds: this.#settings.upstreamDelaySeconds,
      margins: this.#settings.margins,
      second: secondOf(clock.nowMs()),
    });
  }

  /** Who may publish, as ingest is told. */
  admissions(): Admissions {
    const { events, encoderKeys } = this.#parts;
    const { margins } = this.#settings;
    const second = secondOf(clock.nowMs());
    const records = events.endingAfter(second - margins.overrunSeconds);
    return admissionsOf({ records, encoderNonces: encoderKeys.all(), margins, second });
  }

  /** The encoders of the station, without their keys. */
  encoders(): EncoderStatus[] {
    return this.#parts.encoders.all();
  }

  /** What is typed into an encoder: its key in force, or another from now on. A secret. */
  encoderKey(encoder: EncoderName, which: "in-force" | "another"): Promise<EncoderKeyAnswer> {
    log("encoder-key", { encoder, which });
    return this.#parts.encoders.key(encoder, which, clock.nowMs());
  }

  /** All that the station knows, as an archive. */
  archive(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#parts.archive(clock.nowMs());
  }

  /** Puts archived tables in the place of the schedule's own. */
  async restore(archived: ArchivedTables, { pieces, ...o }: RestoreOrder): Promise<RestoreOutcome> {
    // What is under way would write down what it began with.
    await this.#parts.chores.calm();
    const stored = new Set(pieces);
    const hasPiece = (asset: string): boolean => stored.has(asset);
    const answer = restoreTables(this.ctx.storage, archived, { ...o, hasPiece, nowMs: clock.nowMs() });
    log("restore", { answer: answer.kind });
    if (answer.kind !== "restored") return answer;
    this.#parts = this.#assemble();
    await this.#parts.chores.wake();
    return answer;
  }

  /** Opens the room of an event for a rehearsal of so many minutes, or ends it. */
  async rehearse(airing: AiringId, minutes: number | undefined): Promise<RehearsalOutcome> {
    const { events, chores } = this.#parts;
    const answer = rehearse(events.read(airing), minutes, secondOf(clock.nowMs()));
    if (answer.kind !== "record") return answer;
    events.write(answer.record);
    log("rehearsal", { airing, minutes });
    await chores.wake();
    return {
      kind: "rehearsal",
      answer: minutes === undefined ? {} : present({ rehearsal: answer.record.rehearsal }),
    };
  }

  /** Changes what the livestream of an event's meeting looks like, while it is up. */
  async changeLayout(airing: AiringId, layout: Layout): Promise<LayoutOutcome> {
    const outcome = await this.#parts.layouts.change(airing, layout);
    log("layout", { airing, layout, result: outcome.kind });
    return outcome;
  }

  /** What stands in an event's entry, as it is now; undefined when nobody has published it. Secrets of the programming team. */
  entryFacts(airing: AiringId): EntryFacts | undefined {
    const { events, steps } = this.#parts;
    const record = events.read(airing);
    return record && entryFacts(record, steps, clock.nowMs());
  }

  /** True the first time that a mark is seen: what must count once is marked. */
  isFirstSight(mark: string): boolean {
    return this.#parts.seen.firstSight(mark, clock.nowMs());
  }

  /** The host key of an event's meeting, for one of its producers. */
  async hostKeyFor(airing: AiringId, user: string): Promise<HostKeyOutcome> {
    const outcome = await this.#parts.hostKeys.forUser(airing, user);
    log("host-key", { airing, result: outcome.kind });
    return outcome;
  }

  /** What makes somebody the host of an event's meeting: a secret. */
  async hostKey(airing: AiringId): Promise<HostKeyOutcome> {
    const outcome = await this.#parts.hostKeys.of(airing);
    log("host-key", { airing, result: outcome.kind });
    return outcome;
  }

  /** The invitations of an event's guests, for producers; undefined when there is no such event. They hold secrets. */
  invites(airing: AiringId): GuestInvite[] | undefined {
    const record = this.#parts.events.read(airing);
    return record && guestInvites(record, this.#parts.steps.inviteStation);
  }

  /** What the page of a guest shows, as far as the schedule knows. */
  guest(claims: GuestClaims): GuestAnswer {
    return this.#parts.guests.view(claims, clock.nowMs());
  }

  /** The way into the meeting for a guest. A secret. */
  guestJoin(claims: GuestClaims): JoinAnswer {
    return this.#parts.guests.join(claims, clock.nowMs());
  }

  /** Has a guest's set-up checked. */
  openGuestCheck(claims: GuestClaims): Promise<CheckAnswer> {
    return this.#woken(this.#parts.guests.openCheck(claims, clock.nowMs()));
  }

  /** Ends the check of a guest's set-up. */
  endGuestCheck(claims: GuestClaims): Promise<CheckAnswer> {
    return this.#woken(this.#parts.guests.endCheck(claims, clock.nowMs()));
  }

  /** The guests of an event, with their links. Secrets. */
  guestsOf(airing: AiringId): Promise<GuestsAnswer | undefined> {
    return this.#parts.guests.guests(airing);
  }

  /** What the guests of an event read from now on. */
  writeGuestNote(airing: AiringId, note: string): void {
    this.#parts.guests.note(airing, note);
  }

  /** Makes the links of an event's guests anew. */
  revokeGuestLinks(airing: AiringId): Promise<void> {
    return this.#woken(this.#parts.guests.revokeLinks(airing, clock.nowMs()));
  }

  /** Has the invitations to an event mailed once more. */
  sendInvitesAgain(airing: AiringId): Promise<SendAgainOutcome> {
    return this.#woken(sendInvitesAgain(this.#parts.events, airing, clock.nowMs()));
  }

  /** Has the live input of an event given another key. */
  changeInputKey(airing: AiringId): Promise<InputKeyOutcome> {
    return this.#woken(changeInputKey(this.#parts.events, airing, clock.nowMs()));
  }

  /** Events with what will happen with them, and what to warn of. For producers. */
  events(): EventsAnswer {
    return this.#parts.eventsList.answer(clock.nowMs());
  }

  /** Dismisses a warning as a producer read it. */
  dismissWarning(request: DismissRequest): "dismissed" | "changed" | "unknown" {
    return this.#parts.eventsList.dismiss(request, clock.nowMs());
  }

  /** Brings back the warnings that were dismissed. */
  recallWarnings(): void {
    this.#parts.eventsList.recall();
  }

  /** Has the chores do what has become due by something. */
  async #woken<T>(done: T): Promise<T> {
    await this.#parts.chores.wake();
    return done;
  }
}
