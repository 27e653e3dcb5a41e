import { importStatus } from "./imports/import.ts";
import { addAskedImport } from "./imports/asked-import.ts";
import type { Parts } from "./assemble.ts";
import { changeInputKey } from "./inputs/change-input-key.ts";
import { guestInvites } from "./invites/guest-invites.ts";
import { sendInvitesAgain } from "./invites/send-again.ts";
import { addPiece } from "./library/add-piece.ts";
import { rehearse } from "./rehearsals/rehearse.ts";
import type { ScheduleObject } from "./schedule-object.ts";
import { entryFacts } from "./sidebar/entry-facts.ts";

/** A method of the schedule's object, as what it does with the parts at a time. */
type Deed<K extends keyof ScheduleObject> = (
  parts: Parts,
  nowMs: number,
  ...asked: Parameters<ScheduleObject[K]>
) => ReturnType<ScheduleObject[K]>;

/** What the schedule's object does for each of its methods, but for the one that puts other parts in the place of these. */
export const scheduleDeeds: { [K in Exclude<keyof ScheduleObject, "restore">]: Deed<K> } = {
  record: async (parts, nowMs, hook) => {
    const { answer, asksForMore } = parts.hooks.record(hook, nowMs);
    return asksForMore ? woken(parts, answer) : answer;
  },
  hookWrong: ({ hooks }, nowMs, hook, count) => hooks.wrong(hook, count, nowMs),
  hookRight: ({ hooks }, nowMs, from) => hooks.right(from, nowMs),
  hooksHeard: ({ hooks }) => hooks.heard(),
  isFirstSight: ({ seen }, nowMs, mark) => seen.firstSight(mark, nowMs),
  tick: async ({ chores }) => {
    await chores.wake();
    await chores.calm();
  },

  healings: ({ healings }) => healings.all(),
  subscribers: ({ subscribers }) => subscribers.all(),
  testSubscriber: (parts, nowMs, name) => woken(parts, parts.subscribers.test(name, nowMs)),

  guide: ({ guide }, _nowMs, from, to) => guide.guide(from, to),
  televisionGuide: ({ guide }, nowMs, window) => guide.television(window, nowMs),
  calendar: ({ guide }, nowMs) => guide.calendar(nowMs),
  nowNext: ({ guide }, nowMs, spans) => guide.nowNext(nowMs, spans),
  addresses: ({ guide }) => guide.addresses(),
  programme: ({ guide }, nowMs, slug) => guide.programme(slug, nowMs),
  directory: ({ directory }, nowMs) => directory(nowMs),
  pictureUrl: ({ pictureUrl }, _nowMs, id) => pictureUrl(id),
  shelf: ({ shelf }, nowMs) => shelf.entries(nowMs),
  readThroughFacts: ({ readThrough }, nowMs, from, to) => readThrough({ from, to }, nowMs),

  assetReady: (parts, nowMs, index) => woken(parts, addPiece(index, { ...parts, nowMs })),
  library: ({ pieces }) => ({ assets: pieces.all() }),
  piece: ({ libraryDesk }, nowMs, asset) => libraryDesk.detail(asset, nowMs),
  pieceOfDigest: ({ pieces }, _nowMs, digest) => pieces.all().find((piece) => piece.digest === digest)?.asset,
  // What is withdrawn is gone for viewers before the producer hears that it is.
  changePiece: async (parts, nowMs, asset, change) => {
    const answer = parts.libraryDesk.change(asset, change, nowMs);
    await parts.shelf.run(nowMs);
    return woken(parts, answer);
  },
  deletePiece: async (parts, nowMs, asset) => {
    const answer = await parts.libraryDesk.delete(asset, nowMs);
    await parts.shelf.run(nowMs);
    return woken(parts, answer);
  },
  makeSpan: (parts, nowMs, order) => woken(parts, parts.spans.make(order, nowMs, { replaces: false })),
  addImport: (parts, nowMs, request) => woken(parts, addAskedImport(parts.importDesk, request, nowMs)),
  imports: ({ importDesk }) => importDesk.list(),
  cancelImport: (parts, nowMs, id) => {
    const cancelled = parts.importDesk.cancel(id, nowMs);
    return woken(parts, cancelled && importStatus(cancelled, undefined));
  },
  arrivedFile: (parts, nowMs, file) => woken(parts, parts.arrivedFiles.fromFolder(file, nowMs)),

  pulls: ({ pulls }, nowMs) => pulls(nowMs),
  admissions: ({ admissions }, nowMs) => admissions(nowMs),
  encoders: ({ encoders }) => encoders.all(),
  encoderKey: ({ encoders }, nowMs, encoder, which) => encoders.key(encoder, which, nowMs),
  archive: ({ archive }, nowMs) => archive(nowMs),

  events: ({ eventsList }, nowMs) => eventsList.answer(nowMs),
  dismissWarning: ({ eventsList }, nowMs, request) => eventsList.dismiss(request, nowMs),
  recallWarnings: ({ eventsList }) => eventsList.recall(),
  entryFacts: (parts, nowMs, airing) => entryFacts(parts, airing, nowMs),
  rehearse: (parts, nowMs, airing, minutes) =>
    woken(parts, rehearse(parts.events, { airing, minutes }, nowMs)),
  changeLayout: ({ layouts }, _nowMs, airing, layout) => layouts.change(airing, layout),
  changeInputKey: (parts, nowMs, airing) => woken(parts, changeInputKey(parts.events, airing, nowMs)),
  hostKeyFor: ({ hostKeys }, _nowMs, airing, user) => hostKeys.forUser(airing, user),
  hostKey: ({ hostKeys }, _nowMs, airing) => hostKeys.of(airing),

  invites: ({ events, steps }, _nowMs, airing) => {
    const record = events.read(airing);
    return record && guestInvites(record, steps.inviteStation);
  },
  sendInvitesAgain: (parts, nowMs, airing) => woken(parts, sendInvitesAgain(parts.events, airing, nowMs)),
  guest: ({ guests }, nowMs, claims) => guests.view(claims, nowMs),
  guestJoin: ({ guests }, nowMs, claims) => guests.join(claims, nowMs),
  openGuestCheck: (parts, nowMs, claims) => woken(parts, parts.guests.openCheck(claims, nowMs)),
  endGuestCheck: (parts, nowMs, claims) => woken(parts, parts.guests.endCheck(claims, nowMs)),
  guestsOf: ({ guests }, _nowMs, airing) => guests.guests(airing),
  writeGuestNote: ({ guests }, _nowMs, airing, note) => guests.note(airing, note),
  revokeGuestLinks: (parts, nowMs, airing) => woken(parts, parts.guests.revokeLinks(airing, nowMs)),
};

/** Has the chores do what has become due by something. */
async function woken<T>({ chores }: Parts, doing: T | Promise<T>): Promise<T> {
  const done = await doing;
  await chores.wake();
  return done;
}
