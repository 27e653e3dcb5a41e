import type { GuestsAnswer, GuestState } from "@nonstop/contract/guest";
import { present } from "@nonstop/contract/present";
import { secondOf, type Second } from "@nonstop/contract/time";
import { log } from "@nonstop/door/log";
import { namedAiring, wallDay } from "@nonstop/schedule/wall-time";
import type { Settings } from "../settings.ts";
import type { EventRecord } from "../schedule/events/event-record.ts";
import type { EventStore } from "../schedule/events/event-store.ts";
import { sameTitle } from "../schedule/guide/programme-of.ts";
import { checkRefusal, type CheckFacts } from "./check-refusal.ts";
import type { CheckAnswer, GuestAnswer, JoinAnswer } from "./guest-answers.ts";
import { guestClaims } from "./guest-claims.ts";
import type { GuestChecks } from "./guest-checks.ts";
import { type GuestClaims, guestLink } from "./guest-token.ts";
import { guestView } from "./guest-view.ts";
import { entryNoteOf, noteOf } from "./note-of.ts";
import { guestsOf } from "./guests-of.ts";
import { judgeLink } from "./judge-link.ts";

/** Times of a programme that a guest is told at most. */
const MAX_AGAIN = 5;

type Parts = {
  settings: Pick<
    Settings,
    "margins" | "timezone" | "upstreamDelaySeconds" | "publicUrl" | "guestLinkSecret" | "meetings"
  >;
  events: EventStore;
  checks: GuestChecks;
};

/** What the schedule says and does for guests who show a link, and for producers about them. Who shows one was checked before. */
export class GuestDesk {
  readonly #o: Parts;
  /** Fifty guests look once a second: the events of a second are read once. */
  #coming: { second: Second; records: EventRecord[] } | undefined;

  constructor(o: Parts) {
    this.#o = o;
  }

  /** What the page of a guest shows, as far as the schedule knows. */
  view(claims: GuestClaims, nowMs: number): GuestAnswer {
    const second = secondOf(nowMs);
    const judged = this.#judged(claims, second);
    if (judged.kind !== "good") return judged;
    const { record } = judged;
    const { margins, timezone, upstreamDelaySeconds } = this.#o.settings;
    const view = guestView(record, claims, {
      margins,
      stationTimezone: timezone,
      lateSeconds: upstreamDelaySeconds,
      again: this.#again(record, second),
      noCheck: checkRefusal(record, this.#checkFacts(second)),
      second,
    });
    return view === undefined ? { kind: "expired" } : { kind: "view", view };
  }

  /** The way into the meeting, when it is time. */
  join(claims: GuestClaims, nowMs: number): JoinAnswer {
    const answer = this.view(claims, nowMs);
    if (answer.kind !== "view") return answer;
    const meeting = this.#o.events.read(claims.entry)?.known.meeting;
    if (!answer.view.state.letsIn || meeting === undefined) return { kind: "closed" };
    log("guest-lets-in", { airing: claims.entry });
    return { kind: "join", joinUrl: meeting.joinUrl };
  }

  /** Opens a check of the guest's set-up. One that is on goes on. */
  openCheck(claims: GuestClaims, nowMs: number): CheckAnswer {
    const second = secondOf(nowMs);
    const judged = this.#judged(claims, second);
    if (judged.kind !== "good") return judged;
    if (this.#o.checks.isOn(judged.record, claims, second)) return { kind: "done" };
    // What was read a moment ago may be old: two guests may press at once.
    this.#coming = undefined;
    const why = checkRefusal(judged.record, this.#checkFacts(second));
    if (why !== undefined) return { kind: "no-check", why };
    this.#o.checks.open(judged.record, claims, second);
    return { kind: "done" };
  }

  /** Ends the guest's check without a verdict. */
  endCheck(claims: GuestClaims, nowMs: number): CheckAnswer {
    const second = secondOf(nowMs);
    const judged = this.#judged(claims, second);
    if (judged.kind !== "good") return judged;
    if (this.#o.checks.isOn(judged.record, claims, second)) this.#o.checks.end(judged.record, second);
    return { kind: "done" };
  }

  /** The guests of an event, with their links; undefined when there is no such event. */
  async guests(entry: string): Promise<GuestsAnswer | undefined> {
    const record = this.#o.events.read(entry);
    if (record === undefined) return undefined;
    const { verdicts = {} } = record.guests ?? {};
    const note = noteOf(record);
    const named = guestsOf(record).map(({ person, presenter }) => ({ person, name: presenter.name }));
    // Somebody who has no entry of their own is a guest as well.
    const all = [...named, { person: undefined, name: "Any other guest" }];
    const guests = all.map(async ({ person, name }) => ({
      name,
      ...present({ person, link: await this.#link(record, person), verdict: verdicts[person ?? ""] }),
    }));
    return { guests: await Promise.all(guests), ...(note === "" ? {} : { note }) };
  }

  /** What the guests of an event read from now on. */
  note(entry: string, note: string): void {
    const record = this.#o.events.read(entry);
    if (record === undefined) return;
    const written = { text: note, over: entryNoteOf(record) };
    this.#o.events.write({ ...record, guests: { ...record.guests, note: written } });
  }

  /** The links that were given out open nothing any more. Those that are given out from now on do. False when there is no such event. */
  revokeLinks(entry: string, nowMs: number): boolean {
    const { events, checks } = this.#o;
    const before = events.read(entry);
    if (before === undefined) return false;
    if (before.guests?.check !== undefined) checks.end(before, secondOf(nowMs));
    const record = events.read(entry) ?? before;
    const generation = (record.guests?.generation ?? 0) + 1;
    // The entry and the invitations are to say the new links.
    events.write({ ...record, guests: { ...record.guests, generation }, dueMs: nowMs });
    log("guest-links-revoked", { airing: entry });
    return true;
  }

  #judged(
    claims: GuestClaims,
    second: Second,
  ): { kind: "good"; record: EventRecord } | Extract<GuestAnswer, { kind: "expired" | "revoked" }> {
    const record = this.#o.events.read(claims.entry);
    const { overrunSeconds } = this.#o.settings.margins;
    const judged = judgeLink(claims, record, { overrunSeconds, second });
    if (judged.kind === "good") return judged;
    const timed = record?.airing ?? record?.event;
    if (timed === undefined) return judged;
    return {
      ...judged,
      show: `${namedAiring(timed)} (${timed.timezone}), ${wallDay(timed.start, timed.timezone)}`,
    };
  }

  #link(record: EventRecord, person: string | undefined): Promise<string> | undefined {
    const { guestLinkSecret: secret, publicUrl, margins } = this.#o.settings;
    const claims = guestClaims(record, person, margins);
    if (secret === "" || publicUrl === "" || claims === undefined) return undefined;
    return guestLink({ publicUrl, secret, claims });
  }

  #checkFacts(second: Second): CheckFacts {
    const { margins, meetings } = this.#o.settings;
    return { all: this.#all(second), stationHost: meetings.host, margins, second };
  }

  #again(record: EventRecord, second: Second): GuestState["again"] {
    const title = record.airing?.title ?? record.title;
    return this.#all(second)
      .flatMap(({ entry, presence, airing }) => {
        const isAgain = entry !== record.entry && presence === "published" && airing !== undefined;
        if (!isAgain || airing.start < second || !sameTitle(airing.title, title)) return [];
        return [{ start: airing.start, end: airing.end }];
      })
      .slice(0, MAX_AGAIN);
  }

  #all(second: Second): EventRecord[] {
    if (this.#coming?.second !== second) {
      const { overrunSeconds } = this.#o.settings.margins;
      this.#coming = { second, records: this.#o.events.endingAfter(second - overrunSeconds) };
    }
    return this.#coming.records;
  }
}
