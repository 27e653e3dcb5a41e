import type { AsRunSpan } from "@nonstop/contract/as-run";
import type { Admissions } from "@nonstop/contract/admissions";
import type { AssetIndex } from "@nonstop/contract/asset";
import type { EncoderStatus } from "@nonstop/contract/encoders";
import type { EventsAnswer } from "@nonstop/contract/events";
import type { HooksHeard } from "@nonstop/contract/hooks-heard";
import type { GuestsAnswer } from "@nonstop/contract/guest";
import type { Guide, NowNext } from "@nonstop/contract/guide";
import type { Library } from "@nonstop/contract/library";
import type { DismissRequest } from "@nonstop/contract/warning";
import type { GuestInvite } from "@nonstop/contract/invites";
import type { AiringId, EncoderName } from "@nonstop/contract/names";
import type { Pull } from "@nonstop/contract/pull";
import type { RehearsalAnswer } from "@nonstop/contract/rehearsal";
import type { Layout } from "@nonstop/contract/layout";
import type { CheckAnswer, GuestAnswer, JoinAnswer } from "../guests/guest-answers.ts";
import type { GuestClaims } from "../guests/guest-token.ts";
import type { HostKeyOutcome } from "./in-meeting/host-keys.ts";
import type { LayoutOutcome } from "./in-meeting/layout-desk.ts";
import type { ArchivedTables } from "./archive/archived-tables.ts";
import type { TablesRefusal } from "./archive/restore-tables.ts";
import type { EncoderKeyAnswer } from "./facilities/station-encoders.ts";
import type { Programme } from "./guide/programme-of.ts";
import type { InputKeyOutcome } from "./inputs/change-input-key.ts";
import type { SendAgainOutcome } from "./invites/send-again.ts";
import type { EntryFacts } from "./sidebar/entry-facts.ts";
import type { Told } from "./hooks/heard.ts";
import type { SignedHook } from "./hooks/signature-watch.ts";
import type { HookAnswer } from "./hooks/hook-answer.ts";

/** `madeMs`: when the archive was made. `pieces`: the names of the assets whose files are there. `rundownVersion`: of the rundown that the channel has. */
export type RestoreOrder = { replaces: boolean; madeMs: number; pieces: string[]; rundownVersion: number };

export type RestoreOutcome = { kind: "restored"; events: number; pieces: number } | TablesRefusal;

export type RehearsalOutcome =
  | { kind: "rehearsal"; answer: RehearsalAnswer }
  | { kind: "unknown-event" }
  | { kind: "no-meeting" };

/** What the Worker's routes may ask of the schedule's object. */
export interface ScheduleObject {
  record(hook: { from: string; told: Told; mark: string | undefined }): Promise<HookAnswer>;
  hookWrong(hook: SignedHook, count: number): void;
  hookRight(from: string): void;
  hooksHeard(): HooksHeard;
  assetReady(index: AssetIndex): Promise<void>;
  tick(): Promise<void>;
  guide(from: number, to: number): Guide;
  nowNext(spans: AsRunSpan[]): Promise<NowNext>;
  addresses(): string[];
  programme(slug: string): Programme | undefined;
  library(): Library;
  pulls(): Promise<Pull[]>;
  events(): EventsAnswer;
  dismissWarning(request: DismissRequest): "dismissed" | "changed" | "unknown";
  recallWarnings(): void;
  admissions(): Admissions;
  encoders(): EncoderStatus[];
  encoderKey(encoder: EncoderName, which: "in-force" | "another"): Promise<EncoderKeyAnswer>;
  archive(): Promise<Uint8Array<ArrayBuffer>>;
  restore(archived: ArchivedTables, o: RestoreOrder): Promise<RestoreOutcome>;
  changeInputKey(airing: AiringId): Promise<InputKeyOutcome>;
  rehearse(airing: AiringId, minutes: number | undefined): Promise<RehearsalOutcome>;
  entryFacts(airing: AiringId): EntryFacts | undefined;
  isFirstSight(mark: string): boolean;
  sendInvitesAgain(airing: AiringId): Promise<SendAgainOutcome>;
  hostKeyFor(airing: AiringId, user: string): Promise<HostKeyOutcome>;
  hostKey(airing: AiringId): Promise<HostKeyOutcome>;
  invites(airing: AiringId): GuestInvite[] | undefined;
  changeLayout(airing: AiringId, layout: Layout): Promise<LayoutOutcome>;
  guest(claims: GuestClaims): GuestAnswer;
  guestJoin(claims: GuestClaims): JoinAnswer;
  openGuestCheck(claims: GuestClaims): Promise<CheckAnswer>;
  endGuestCheck(claims: GuestClaims): Promise<CheckAnswer>;
  guestsOf(airing: AiringId): Promise<GuestsAnswer | undefined>;
  writeGuestNote(airing: AiringId, note: string): void;
  revokeGuestLinks(airing: AiringId): Promise<void>;
}
