import { EventsAnswer } from "@nonstop/contract/events";
import { Rundown } from "@nonstop/contract/rundown";
import { routes } from "@nonstop/contract/routes";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Station } from "./station.ts";

const asPlayout = { authorization: `Bearer ${env.ORIGIN_TOKEN_PLAYOUT}` };
const asProducer = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };

let station: Station;
beforeEach(async () => {
  station = new Station();
  await station.calm();
});
afterEach(() => station.end());

/** What fills the hours from two hours ahead on, by role. */
async function roles(): Promise<Set<string | undefined>> {
  const { items } = Rundown.parse((await station.get(routes.originRundown("main"), asPlayout)).body);
  return new Set(items.filter(({ start }) => start > station.nowSecond + 7200).map(({ role }) => role));
}

async function warnings(): Promise<string[]> {
  const { body } = await station.get(routes.events, asProducer);
  return EventsAnswer.parse(body).warnings.map(({ message }) => message);
}

describe("the entry Programming", () => {
  it("says how gaps are filled: by the station's own settings until it is published, and by those again when it is wrong", async () => {
    await station.conformed("film", "Film", true);
    await station.conformed("jingle", "Jingle");
    await station.publish("jingle", { title: "Jingle", asset: "jingle", tags: ["ident"] }, "recording");
    await station.pass(3_000);
    expect(await roles()).toEqual(new Set([undefined, "ident"]));

    await station.publish("ours", { title: "Ours", identsAtTheHour: false, repeatHours: 0 }, "programming");
    await station.pass(3_000);
    expect(await roles()).toEqual(new Set([undefined]));

    await station.publish(
      "ours",
      { title: "Ours", dayParts: ["noon 31:00-32:00"], repeatHours: 2 },
      "programming",
    );
    await station.pass(3_000);
    expect(await roles()).toEqual(new Set([undefined, "ident"]));
    const said = await warnings();
    expect(said.some((message) => message.includes("dayParts is no list such as"))).toBe(true);
    expect(said.filter((message) => message.includes("filler pool is too small"))).toHaveLength(1);
  });
});
