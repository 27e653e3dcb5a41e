import type { AsRunSpan } from "@nonstop/contract/as-run";
import { STATION_PROGRAMMING } from "@nonstop/contract/programming";
import type { ReadMail } from "@nonstop/sandbox/read-mail";
import { repeatId } from "@nonstop/schedule/again/repeats";
import { expect } from "vitest";
import type { LivedWeek, WeekEnd } from "./lived-week.ts";
import { ZOOM_OUTAGES } from "./week-acts.ts";
import { addressOf, COLLECTIONS, GUESTS } from "./week-plan.ts";

/** A live show may lose so much of its time to what goes wrong around it. */
const MAX_LOST_SECONDS = 60;
/** So much sooner is borne: pieces of one span are chosen together, and have been seen to come four minutes early. A span is an hour at most. */
const EARLY_SECONDS = 3600;
const REPEAT_SECONDS = STATION_PROGRAMMING.repeatHours * 3600 - EARLY_SECONDS;

/** Checks how a week ended: what aired, what guests were told, what the guide and the entries say. */
export async function expectGoodEnd(week: LivedWeek, end: WeekEnd): Promise<void> {
  expectEverySecond(end);
  expectProgrammes(end);
  expectGuide(end);
  expectBlocks(end);
  expectFiller(end);
  await expectMails(week);
  expectEntries(week, end);
}

function expectEverySecond({ aired, from, to }: WeekEnd): void {
  let at = from;
  for (const span of aired) {
    expect(span.from, "a second that nothing covered").toBe(at);
    at = span.to;
  }
  expect(at, "the end of what aired").toBe(to);
}

/** How many seconds of a programme aired by themselves, not by what stands in. */
function airedSeconds(aired: readonly AsRunSpan[], entry: string): number {
  return aired.reduce(
    (sum, { airing, rank, from, to }) => sum + (airing === entry && rank === 0 ? to - from : 0),
    0,
  );
}

function expectProgrammes({ aired, wanted, to }: WeekEnd): void {
  for (const { entry, start, end } of wanted) {
    const last = Math.min(end, to);
    const refused = ZOOM_OUTAGES.reduce(
      (sum, [from, until]) => sum + Math.max(0, Math.min(last, until) - Math.max(start, from)),
      0,
    );
    expect(airedSeconds(aired, entry), `seconds of ${entry} on air`).toBeGreaterThanOrEqual(
      last - start - refused - MAX_LOST_SECONDS,
    );
  }
  for (const { of, id, start } of repeatsIn({ wanted, to })) {
    const end = Math.min(to, start + airedSeconds(aired, of));
    expect(airedSeconds(aired, id), `seconds of ${id} on air`).toBeGreaterThanOrEqual(
      end - start - MAX_LOST_SECONDS,
    );
  }
  const repeats = repeatsIn({ wanted, to }).map(({ id }) => id);
  const names = new Set([...wanted.map(({ entry }) => entry), ...repeats]);
  const others = new Set(
    aired.flatMap(({ airing }) => (airing === undefined || names.has(airing) ? [] : [airing])),
  );
  expect([...others], "what nobody wanted").toEqual([]);
}

/** What airs again until the end, by start. */
function repeatsIn({
  wanted,
  to,
}: Pick<WeekEnd, "wanted" | "to">): { of: string; id: string; start: number }[] {
  return wanted
    .flatMap(({ entry: of, start, again }) =>
      again === undefined ? [] : [{ of, id: repeatId(of, again), start: start + again * 3600 }],
    )
    .filter(({ start }) => start < to)
    .sort((a, b) => a.start - b.start);
}

function expectGuide({ guide, wanted, to }: WeekEnd): void {
  const repeats = repeatsIn({ wanted, to });
  const ids = new Set(repeats.map(({ id }) => id));
  const listed = guide.entries.map(({ airing, title, start, end }) => ({ airing, title, start, end }));
  expect(
    listed.filter(({ airing }) => !ids.has(airing)),
    "the guide",
  ).toEqual(wanted.map(({ entry, title, start, end }) => ({ airing: entry, title, start, end })));
  expect(
    listed.filter(({ airing }) => ids.has(airing)).map(({ airing, start }) => ({ airing, start })),
    "the guide's repeats",
  ).toEqual(repeats.map(({ id, start }) => ({ airing: id, start })));
}

/** The pieces that the blocks of a collection aired, one after the other. */
function airedPieces(aired: readonly AsRunSpan[], collection: string): string[] {
  const spans = aired.filter(({ airing }) => airing?.startsWith(`${collection}-block-`) === true);
  const titles = spans.map(({ title }) => title ?? "");
  return titles.filter((title, index) => title !== titles[index - 1]);
}

// In order they go on where they ended; shuffled each airs once before any airs again.
function expectBlocks({ aired }: WeekEnd): void {
  const [reel, mix] = [airedPieces(aired, "reel"), airedPieces(aired, "mix")];
  const inOrder = COLLECTIONS[0].pieces.map(({ title }) => title);
  expect(reel, "the reel").toEqual(reel.map((_, index) => inOrder[index % inOrder.length]));
  const round = COLLECTIONS[1].pieces.length;
  for (let at = 0; at < mix.length; at += round) {
    const pieces = mix.slice(at, at + round);
    expect(new Set(pieces).size, `pieces of the mix from ${at} on`).toBe(pieces.length);
  }
}

// By what the station does unless it is told otherwise: no piece of the pool begins again within three hours.
function expectFiller({ aired }: WeekEnd): void {
  const lasted = new Map<string, { startSecond: number; to: number }>();
  for (const { airing, room, from, to } of aired) {
    if (airing !== undefined || room.kind !== "asset") continue;
    const { asset, startSecond } = room;
    const before = lasted.get(asset);
    const isAgain = before !== undefined && before.startSecond !== startSecond;
    if (isAgain)
      expect(from - before.to, `seconds between two of ${asset}`).toBeGreaterThanOrEqual(REPEAT_SECONDS);
    lasted.set(asset, { startSecond, to });
  }
}

/** The mails about an airing that one guest got, oldest first. */
function mailsOf(mails: readonly ReadMail[], entry: string, guest: number): ReadMail[] {
  return mails.filter(
    ({ to, calendar }) =>
      to.some((address) => JSON.stringify(address).includes(addressOf(guest))) &&
      calendar?.text.includes(`UID:${entry}.`) === true,
  );
}

async function expectMails(week: LivedWeek): Promise<void> {
  const mails = await week.station.mail.mails();
  const wantedOf = new Map(week.wanted.map((programme) => [programme.entry, programme]));
  for (const { entry, guests: first } of week.planned)
    for (const guest of GUESTS) {
      const told = mailsOf(mails, entry, guest).map(({ calendar }) => methodOf(calendar?.text ?? ""));
      const now = wantedOf.get(entry)?.guests.includes(guest) ?? false;
      const then = first.includes(guest);
      const expected = [
        ...(then ? ["REQUEST"] : []),
        ...(then && now && week.edited.has(entry) ? ["REQUEST"] : []),
        ...(then && !now ? ["CANCEL"] : []),
        ...(!then && now ? ["REQUEST"] : []),
      ];
      expect(told, `what guest ${guest} was told of ${entry}`).toEqual(expected);
    }
}

const methodOf = (calendar: string): string => /METHOD:(\w+)/.exec(calendar)?.[1] ?? "";

function expectEntries(week: LivedWeek, { wanted }: WeekEnd): void {
  const occurrences = Object.values(week.station.contentful.entries).flatMap(({ id, contentType }) => {
    const occurrence = week.station.contentful.value(id, "occurrence");
    const show = JSON.stringify(week.station.contentful.value(id, "show"));
    return contentType === "event" && occurrence !== undefined
      ? [`${show} ${JSON.stringify(occurrence)}`]
      : [];
  });
  expect(new Set(occurrences).size, "entries of episodes, each once").toBe(occurrences.length);
  for (const { entry, kind } of wanted) {
    if (kind !== "live") continue;
    expect(week.station.contentful.value(entry, "provisionState"), `what ${entry} says`).toBe("ready");
    expect(week.station.contentful.value(entry, "joinUrl"), `the link in ${entry}`).toBeTypeOf("string");
  }
}
