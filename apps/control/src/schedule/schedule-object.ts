import type { SubscriberStatus } from "@nonstop/contract/announcement";
import type { CalendarEntry } from "@nonstop/schedule/feeds/calendar-entry";
import type { AsRunSpan } from "@nonstop/contract/as-run";
import type { Admissions } from "@nonstop/contract/admissions";
import type { AssetIndex } from "@nonstop/contract/asset";
import type { EncoderStatus } from "@nonstop/contract/encoders";
import type { EventsAnswer } from "@nonstop/contract/events";
import type { Healing } from "@nonstop/contract/healings";
import type { HooksHeard } from "@nonstop/contract/hooks-heard";
import type { GuestsAnswer } from "@nonstop/contract/guest";
import type { Guide, NowNext } from "@nonstop/contract/guide";
import type { Library, PieceDetail } from "@nonstop/contract/library";
import type { ShelfEntry } from "@nonstop/contract/shelf";
import type { DismissRequest } from "@nonstop/contract/warning";
import type {
  ArrivedAnswer,
  ArrivedFile,
  ImportRequest,
  ImportsAnswer,
  ImportStatus,
} from "@nonstop/contract/imports";
import type { GuestInvite } from "@nonstop/contract/invites";
import type { SpanOrder } from "@nonstop/contract/piece-span";
import type { AiringId, AssetId, EncoderName } from "@nonstop/contract/names";
import type { Pull } from "@nonstop/contract/pull";
import type { Layout } from "@nonstop/contract/layout";
import type { ReadThroughFacts } from "@nonstop/contract/read-through";
import type { CheckAnswer, GuestAnswer, JoinAnswer } from "../guests/guest-answers.ts";
import type { GuestClaims } from "../guests/guest-token.ts";
import type { HostKeyOutcome } from "./in-meeting/host-keys.ts";
import type { LayoutOutcome } from "./in-meeting/layout-desk.ts";
import type { PieceChanged } from "./library/change-piece.ts";
import type { PieceDeletion } from "./library/library-desk.ts";
import type { FactsChange } from "./library/piece-store.ts";
import type { SpanAnswer } from "./past/span-desk.ts";
import type { ArchivedTables } from "./archive/archived-tables.ts";
import type { RestoreOrder, RestoreOutcome } from "./archive/restore-tables.ts";
import type { Directory } from "./directory/directory.ts";
import type { EncoderKeyAnswer } from "./facilities/station-encoders.ts";
import type { Programme } from "./guide/programme-of.ts";
import type { TelevisionGuide } from "./guide/station-guide.ts";
import type { InputKeyOutcome } from "./inputs/change-input-key.ts";
import type { SendAgainOutcome } from "./invites/send-again.ts";
import type { RehearsalOutcome } from "./rehearsals/rehearse.ts";
import type { EntryFacts } from "./sidebar/entry-facts.ts";
import type { ImportAdded } from "./imports/asked-import.ts";
import type { ToldHook } from "./hooks/hook-desk.ts";
import type { SignedHook } from "./hooks/signature-watch.ts";
import type { HookAnswer } from "./hooks/hook-answer.ts";

/** What the Worker may ask of the schedule's object: the class implements it, and its callers know nothing else of the class. */
export interface ScheduleObject {
  /** Records what a genuine webhook tells, and answers it. What it asks for is done by the chores. */
  record(hook: ToldHook): Promise<HookAnswer>;
  /** So many webhooks came with a wrong signature. */
  hookWrong(hook: SignedHook, count: number): void;
  /** A webhook came with a right signature. */
  hookRight(from: string): void;
  /** What was lost and put right, the newest first. */
  healings(): Healing[];
  /** How it goes with those who are told of news. */
  subscribers(): SubscriberStatus[];
  /** Sends one of them a test; answers whether there is such a one. */
  testSubscriber(name: string): Promise<boolean>;
  /** When each vendor's webhooks were last heard. */
  hooksHeard(): HooksHeard;
  /** A piece has come into the library, or changed. */
  assetReady(index: AssetIndex): Promise<void>;
  /** Does what is due; costs next to nothing when nothing is. */
  tick(): Promise<void>;
  /** The public guide of `[from, to)`, in seconds. */
  guide(from: number, to: number): Guide;
  /** The guide of a window for televisions: it has no holes. */
  televisionGuide(window: { from: number; to: number }): Promise<TelevisionGuide>;
  /** What calendars are told of each airing. */
  calendar(): CalendarEntry[];
  /** What is on by the rundown, what comes, and what the newest seconds were by the as-run, `spans`. */
  nowNext(spans: AsRunSpan[]): Promise<NowNext>;
  /** The slugs of all pages: what airings have, and what they had before. */
  addresses(): string[];
  /** The programme of a page. */
  programme(slug: string): Programme | undefined;
  /** People, shows and the guide as far as it reaches: all that the public may find. */
  directory(): Directory;
  /** Where a picture of a person or a show lies. */
  pictureUrl(id: string): string | undefined;
  /** The pieces that can be aired. */
  library(): Library;
  /** Writes down what a producer says of a piece. */
  changePiece(asset: AssetId, change: FactsChange): Promise<PieceChanged>;
  /** What a read-through of `[from, to)`, in seconds, is made from. */
  readThroughFacts(from: number, to: number): ReadThroughFacts;
  /** A piece, and where it is used; undefined when the library has none of that name. */
  piece(asset: AssetId): Promise<PieceDetail | undefined>;
  /** Makes a piece of a span of what aired, or of another piece. */
  makeSpan(order: SpanOrder): Promise<SpanAnswer>;
  /** Takes a piece out of the library unless it is used. */
  deletePiece(asset: AssetId): Promise<PieceDeletion>;
  /** Has a recording brought into the library. */
  addImport(request: ImportRequest): Promise<ImportAdded>;
  /** The imports, the newest first, with how far each is. */
  imports(): Promise<ImportsAnswer>;
  /** Gives an import up; undefined when there is none. */
  cancelImport(id: string): Promise<ImportStatus | undefined>;
  /** A recording lies in ingest's watched folder: it is taken, or why not. */
  arrivedFile(file: ArrivedFile): Promise<ArrivedAnswer>;
  /** The piece that was made of this very file. */
  pieceOfDigest(digest: string): AssetId | undefined;
  /** What viewers may watch again, the newest first, whether it has aired or not. */
  shelf(): ShelfEntry[];
  /** What ingest is to pull now and soon. The addresses are secrets. */
  pulls(): Promise<Pull[]>;
  /** Events with what will happen with them, and what to warn of. For producers. */
  events(): EventsAnswer;
  /** Dismisses a warning as a producer read it. */
  dismissWarning(request: DismissRequest): "dismissed" | "changed" | "unknown";
  /** Brings back the warnings that were dismissed. */
  recallWarnings(): void;
  /** Who may publish, as ingest is told. */
  admissions(): Admissions;
  /** The encoders of the station, without their keys. */
  encoders(): EncoderStatus[];
  /** What is typed into an encoder: its key in force, or another from now on. A secret. */
  encoderKey(encoder: EncoderName, which: "in-force" | "another"): Promise<EncoderKeyAnswer>;
  /** All that the station knows, as an archive. */
  archive(): Promise<Uint8Array<ArrayBuffer>>;
  /** Puts archived tables in the place of the schedule's own. */
  restore(archived: ArchivedTables, order: RestoreOrder): Promise<RestoreOutcome>;
  /** Has the live input of an event given another key. */
  changeInputKey(airing: AiringId): Promise<InputKeyOutcome>;
  /** Opens the room of an event for a rehearsal of so many minutes, or ends it. */
  rehearse(airing: AiringId, minutes: number | undefined): Promise<RehearsalOutcome>;
  /** What stands in an event's entry, as it is now; undefined when nobody has published it. Secrets of the programming team. */
  entryFacts(airing: AiringId): EntryFacts | undefined;
  /** True the first time that a mark is seen: what must count once is marked. */
  isFirstSight(mark: string): boolean;
  /** Has the invitations to an event mailed once more. */
  sendInvitesAgain(airing: AiringId): Promise<SendAgainOutcome>;
  /** The host key of an event's meeting, for one of its producers. */
  hostKeyFor(airing: AiringId, user: string): Promise<HostKeyOutcome>;
  /** What makes somebody the host of an event's meeting: a secret. */
  hostKey(airing: AiringId): Promise<HostKeyOutcome>;
  /** The invitations of an event's guests, for producers; undefined when there is no such event. They hold secrets. */
  invites(airing: AiringId): GuestInvite[] | undefined;
  /** Changes what the livestream of an event's meeting looks like, while it is up. */
  changeLayout(airing: AiringId, layout: Layout): Promise<LayoutOutcome>;
  /** What the page of a guest shows, as far as the schedule knows. */
  guest(claims: GuestClaims): GuestAnswer;
  /** The way into the meeting for a guest. A secret. */
  guestJoin(claims: GuestClaims): JoinAnswer;
  /** Has a guest's set-up checked. */
  openGuestCheck(claims: GuestClaims): Promise<CheckAnswer>;
  /** Ends the check of a guest's set-up. */
  endGuestCheck(claims: GuestClaims): Promise<CheckAnswer>;
  /** The guests of an event, with their links. Secrets. */
  guestsOf(airing: AiringId): Promise<GuestsAnswer | undefined>;
  /** What the guests of an event read from now on. */
  writeGuestNote(airing: AiringId, note: string): void;
  /** Makes the links of an event's guests anew. False when there is no such event. */
  revokeGuestLinks(airing: AiringId): Promise<boolean>;
}
