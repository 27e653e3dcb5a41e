import { beforeEach, describe, expect, it } from "vitest";
import { contentfulServer } from "../contentful/contentful-server.ts";
import { openContentful } from "../contentful/open-contentful.ts";
import type { Delivery } from "../webhooks/deliver-webhook.ts";
import { openZoom } from "../zoom/zoom-room.ts";
import { zoomServer } from "../zoom/zoom-server.ts";
import { noFaults } from "./faults.ts";
import { keepInMemory, type World } from "./world.ts";

let nowMs: number;
let told: Delivery[];
let board: { all: ReturnType<typeof noFaults> };
let world: World;
beforeEach(() => {
  nowMs = Date.UTC(2030, 0, 1);
  told = [];
  board = { all: noFaults() };
  const none = (): never => {
    throw new Error("nothing is pushed or copied here");
  };
  world = {
    nowMs: () => nowMs,
    keep: keepInMemory,
    deliver: (delivery) => void told.push(delivery),
    guests: { prepare: none, start: none },
    films: { copy: none, video: none, film: none },
  };
});

describe("Zoom's stand-in", () => {
  const zoomSettings = {
    accountId: "account",
    hostUser: "host@station.test",
    clientId: "client",
    clientSecret: "secret",
    webhookSecret: "zoom-secret",
  };
  function openApi(): {
    token: () => Promise<string>;
    call: (method: string, path: string, token: string, body?: object) => Promise<Response>;
  } {
    const settings = {
      publicUrl: "http://station.test",
      zoom: zoomSettings,
      guestSize: { width: 2, height: 2 },
    };
    const server = zoomServer(
      openZoom(settings, world, () => board.all.zoom, "http://zoom.test"),
      board,
    );
    return {
      token: async () => {
        const answer = await server.request("/oauth/token", {
          method: "POST",
          headers: { authorization: `Basic ${btoa("client:secret")}` },
          body: new URLSearchParams({ grant_type: "account_credentials", account_id: "account" }),
        });
        return ((await answer.json()) as { access_token: string }).access_token;
      },
      call: async (method, path, token, body) =>
        server.request(path, {
          method,
          headers: { authorization: `Bearer ${token}` },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
    };
  }
  const MEETINGS = "/v2/users/host@station.test/meetings";

  it("lets the next calls fail one by one, each as it is told", async () => {
    const api = openApi();
    const token = await api.token();
    board.all.zoom.nextCalls = [
      { kind: "works" },
      { kind: "gateway" },
      { kind: "rate-limit", retryAfter: "7" },
      { kind: "scope", scope: "meeting:write:meeting:admin" },
    ];
    const answers = [];
    for (let i = 0; i < 5; i += 1) answers.push(await api.call("GET", MEETINGS, token));
    expect(answers.map(({ status }) => status)).toEqual([200, 502, 429, 400, 200]);
    expect(answers[2]?.headers.get("retry-after")).toBe("7");
    expect(await answers[3]?.json()).toMatchObject({
      code: 4711,
      message: expect.stringContaining("meeting:write:meeting:admin") as string,
    });
  });

  it("makes the meeting and loses the answer", async () => {
    const api = openApi();
    const token = await api.token();
    board.all.zoom.nextCalls = [{ kind: "lost" }];
    expect((await api.call("POST", MEETINGS, token, { topic: "Show" })).status).toBe(502);
    const list = (await (await api.call("GET", MEETINGS, token)).json()) as { meetings: object[] };
    expect(list.meetings).toMatchObject([{ topic: "Show" }]);
    expect(told).toHaveLength(1);
  });

  it("takes no token that was revoked, or whose hour is over", async () => {
    const api = openApi();
    const first = await api.token();
    expect((await api.call("POST", "/sandbox/zoom/revoke-tokens", first)).status).toBe(204);
    expect((await api.call("GET", MEETINGS, first)).status).toBe(401);
    const second = await api.token();
    expect((await api.call("GET", MEETINGS, second)).status).toBe(200);
    nowMs += 3_600_000;
    expect((await api.call("GET", MEETINGS, second)).status).toBe(401);
  });
});

describe("Contentful's stand-in", () => {
  it("delivers what was published before, while delivery lags behind", async () => {
    const contentful = {
      space: "nonstop",
      environment: "master",
      cdaToken: "cda",
      cmaToken: "cma",
      webhookSecret: "0123456789abcdef".repeat(4),
    };
    const server = contentfulServer(
      openContentful({ publicUrl: "http://station.test", contentful }, world, () => board.all.contentful, ""),
      board,
    );
    const path = "/spaces/nonstop/environments/master/entries/ana";
    const write = (rest: string, version: number | undefined, name?: string): Promise<Response> =>
      Promise.resolve(
        server.request(path + rest, {
          method: "PUT",
          headers: {
            authorization: "Bearer cma",
            ...(version === undefined
              ? { "x-contentful-content-type": "person" }
              : { "x-contentful-version": String(version) }),
          },
          ...(name === undefined ? {} : { body: JSON.stringify({ fields: { name: { "en-US": name } } }) }),
        }),
      );
    const delivered = async (): Promise<unknown> =>
      (await server.request(path, { headers: { authorization: "Bearer cda" } })).json();
    await write("", undefined, "Ana");
    await write("/published", 1);
    expect(told).toHaveLength(1);
    nowMs += 60_000;
    board.all.contentful.deliveryLagMs = 5000;
    await write("", 2, "Ana Lima");
    await write("/published", 3);
    expect(told).toHaveLength(2);
    expect(await delivered()).toMatchObject({ sys: { revision: 1 }, fields: { name: "Ana" } });
    nowMs += 5000;
    expect(await delivered()).toMatchObject({ sys: { revision: 2 }, fields: { name: "Ana Lima" } });
    await server.request(`${path}/published`, {
      method: "DELETE",
      headers: { authorization: "Bearer cma", "x-contentful-version": "4" },
    });
    expect(await delivered()).toMatchObject({ sys: { revision: 2 } });
    nowMs += 5000;
    expect(await delivered()).toMatchObject({ sys: { type: "Error", id: "NotFound" } });
  });
});
