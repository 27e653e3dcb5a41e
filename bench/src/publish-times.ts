import { routes } from "@nonstop/contract/routes";
import { secondOf } from "@nonstop/contract/time";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { ProgrammingTeam } from "@nonstop/station/programming-team";
import type { Station } from "@nonstop/station/station";

const Guide = z.object({ entries: z.array(z.object({ airing: z.string() })) });
const Mails = z.object({ mails: z.array(z.unknown()) });
const DAY_SECONDS = 86_400;
/** How late real vendors usually answer. The stand-ins answer at once by themselves. */
const LATENCIES = { contentful: { latencyMs: 80 }, zoom: { latencyMs: 200 }, mail: { latencyMs: 50 } };
const AT_ONCE = { contentful: { latencyMs: 0 }, zoom: { latencyMs: 0 }, mail: { latencyMs: 0 } };
/** Half of what one address may read of the guide. */
const LOOK_EVERY_MS = 60;
const MAX_WAIT_MS = 60_000;

/** How long after a publish, in ms: the programme stands in the guide, its invites in its entry, and the mail in its guest's box. */
export type PublishTimes = { guide: number[]; entry: number[]; mail: number[] };

/** Publishes so many live shows of the coming days, one after the other, each with a guest of its own. */
export async function publishTimes(
  station: Pick<Station, "urls">,
  team: ProgrammingTeam,
  count: number,
): Promise<PublishTimes> {
  const times: PublishTimes = { guide: [], entry: [], mail: [] };
  await setLatencies(station, LATENCIES);
  try {
    for (let n = 0; n < count; n += 1) {
      const id = `bench-guest-${n}`;
      const email = `${id}@guests.example`;
      await team.publish("person", id, { name: `Guest ${n}`, slug: id, email, timezone: "Europe/Lisbon" });
      const startsAt = secondOf(Date.now()) + 3 * DAY_SECONDS + n * 7200;
      const show = `bench-show-${n}`;
      const pressedMs = performance.now();
      await team.publishEvent({
        id: show,
        slug: show,
        title: `Show ${n}`,
        summary: "",
        kind: "live",
        timezone: "UTC",
        startsAt,
        endsAt: startsAt + 3600,
        presenters: [id],
      });
      const after = async (isThere: () => Promise<boolean>): Promise<number> => {
        while (!(await isThere())) {
          if (performance.now() - pressedMs > MAX_WAIT_MS) return Number.POSITIVE_INFINITY;
          await pause(LOOK_EVERY_MS);
        }
        return performance.now() - pressedMs;
      };
      const [guide, entry, mail] = await Promise.all([
        after(() => isInGuide(station, show, startsAt)),
        after(async () => typeof (await team.field(show, "guestInvites")) === "string"),
        after(() => isInBox(station, email)),
      ]);
      times.guide.push(guide);
      times.entry.push(entry);
      times.mail.push(mail);
    }
  } finally {
    await setLatencies(station, AT_ONCE);
  }
  return times;
}

async function setLatencies({ urls }: Pick<Station, "urls">, faults: object): Promise<void> {
  await fetch(`${urls.zoom}/sandbox/faults`, { method: "POST", body: JSON.stringify(faults) });
}

async function isInGuide(
  { urls }: Pick<Station, "urls">,
  airing: string,
  startsAt: number,
): Promise<boolean> {
  const span = `from=${startsAt - 60}&to=${startsAt + 60}`;
  const answer = await fetch(`${urls.worker}${routes.guide("main")}?${span}`);
  const guide = Guide.safeParse(await answer.json());
  return guide.success && guide.data.entries.some((entry) => entry.airing === airing);
}

async function isInBox({ urls }: Pick<Station, "urls">, address: string): Promise<boolean> {
  const answer = await fetch(`${urls.mail}/sandbox/mails?to=${encodeURIComponent(address)}`);
  return Mails.parse(await answer.json()).mails.length > 0;
}
