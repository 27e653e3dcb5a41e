import { HooksHeard } from "@nonstop/contract/hooks-heard";
import { routes } from "@nonstop/contract/routes";
import { parseStreamKey } from "@nonstop/contract/stream-key";
import { TrialRoom } from "@nonstop/contract/trial-room";
import { mayAir } from "@nonstop/schedule/room-windows";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Station } from "./station.ts";

let station: Station;
beforeEach(() => {
  station = new Station();
});
afterEach(() => station.end());

const producer = { authorization: `Bearer ${env.PRODUCER_TOKEN}` };
const post = (path: string, headers: Record<string, string>): Promise<Response> =>
  exports.default.fetch(new Request(`https://station.test${path}`, { method: "POST", headers }));

describe("a trial room", () => {
  it("is a new one each time, whose key is good for two minutes", async () => {
    const answers = [await post(routes.trialRooms, producer), await post(routes.trialRooms, producer)];
    const [room, other] = await Promise.all(answers.map(async (one) => TrialRoom.parse(await one.json())));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(room?.server).toBe(env.RTMP_URL);
    expect(parseStreamKey(room?.key ?? "")?.claims).toMatchObject({
      room: room?.room,
      expiresAt: station.nowSecond + 120,
    });
    expect(other?.room).not.toBe(room?.room);
  });

  it("is put on air by nobody", async () => {
    await station.publish("show", station.live(3600));
    await station.calm();
    const { room } = TrialRoom.parse(await (await post(routes.trialRooms, producer)).json());
    const rundown = await station.rundownInForce();
    expect(rundown?.windows).not.toEqual([]);
    for (const kind of ["live", "encoder", "remote"] as const)
      expect(mayAir(rundown, { kind, room }, station.nowSecond)).toBe(false);
  });

  it("is for producers", async () => {
    expect((await post(routes.trialRooms, {})).status).toBe(401);
  });
});

describe("when webhooks were heard", () => {
  const heard = async (): Promise<Record<string, number | undefined>> => {
    const { hooks } = HooksHeard.parse((await station.get(routes.hooksHeard, producer)).body);
    return Object.fromEntries(hooks.map(({ vendor, heardMs }) => [vendor, heardMs]));
  };

  it("is told by vendor, also of those that ask for nothing, and not of those that anybody may send", async () => {
    expect(await heard()).toEqual({ contentful: undefined, zoom: undefined, stream: undefined });
    await station.zoomHook("meeting.sharing_started", { object: { id: "1" } });
    const firstMs = station.nowSecond * 1000;
    expect((await heard())["zoom"]).toBeGreaterThanOrEqual(firstMs);
    await station.pass(60_000);
    await station.post(routes.zoomHook, new Uint8Array(2), {});
    expect((await heard())["zoom"]).toBeLessThan(firstMs + 60_000);
    await station.zoomHook("endpoint.url_validation", { plainToken: "word" });
    expect((await heard())["zoom"]).toBeGreaterThanOrEqual(firstMs + 60_000);
    await station.hook("delete", { sys: { type: "DeletedEntry", id: "nobody" } });
    expect((await heard())["contentful"]).toBeGreaterThanOrEqual(firstMs + 60_000);
  });

  it("is told to producers alone", async () => {
    expect((await station.get(routes.hooksHeard)).status).toBe(401);
  });
});
