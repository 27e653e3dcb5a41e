import { beforeEach, describe, expect, it } from "vitest";
import { contentfulServer } from "../contentful/contentful-server.ts";
import { openContentful } from "../contentful/open-contentful.ts";
import type { Delivery } from "../webhooks/deliver-webhook.ts";
import { stillWorld, zoomUnderTest } from "../zoom/zoom-under-test.ts";
import type { StillWorld, ZoomUnderTest } from "../zoom/zoom-under-test.ts";
import { noFaults } from "./faults.ts";

let told: Delivery[];
let board: { all: ReturnType<typeof noFaults> };
let world: StillWorld;
beforeEach(() => {
  world = stillWorld();
  told = world.told;
  board = { all: noFaults() };
});

describe("Zoom's stand-in", () => {
  const openApi = (): ZoomUnderTest => zoomUnderTest(world, board);
  /** Sends a form as curl does. */
  const send = async (api: ZoomUnderTest, path: string, body: URLSearchParams | string): Promise<Response> =>
    api.fetch(path, {
      method: "POST",
      body,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
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

  it("refuses single endpoints until told otherwise, by status and code", async () => {
    const api = openApi();
    const token = await api.token();
    const change = {
      zoom: { refusals: [{ method: "GET", path: "/meetings/*/invitation", status: 403, code: 200 }] },
    };
    await api.call("POST", "/sandbox/faults", token, change);
    const { id } = (await (await api.call("POST", MEETINGS, token, {})).json()) as { id: number };
    for (let i = 0; i < 2; i += 1) {
      const refused = await api.call("GET", `/v2/meetings/${id}/invitation`, token);
      expect([refused.status, await refused.json()]).toMatchObject([403, { code: 200 }]);
    }
    expect((await api.call("GET", `/v2/meetings/${id}`, token)).status).toBe(200);
    await api.call("POST", "/sandbox/faults", token, { zoom: { refusals: [] } });
    expect((await api.call("GET", `/v2/meetings/${id}/invitation`, token)).status).toBe(200);
  });

  it("takes faults as JSON, whatever a program calls that", async () => {
    const api = openApi();
    const change = JSON.stringify({ zoom: { secondStart: "refused" } });
    expect((await send(api, "/sandbox/faults", change)).status).toBe(200);
    expect(board.all.zoom.secondStart).toBe("refused");
  });

  it("lacks a scope as long as its page says so", async () => {
    const api = openApi();
    const token = await api.token();
    const scope = "meeting:read:list_meetings:admin";
    const press = async (): Promise<void> => {
      const shown = await (await api.call("GET", "/faults", token)).text();
      const change = [...shown.matchAll(/name="change" value="([^"]*)"/g)]
        .map(([, value = ""]) => value.replaceAll("&quot;", '"'))
        .find((value) => value.startsWith('{"zoom":{"missingScopes"') && isAbout(value));
      const form = new URLSearchParams({ change: change ?? "" });
      expect((await send(api, "/sandbox/faults?back=/faults", form)).status).toBe(303);
    };
    // The button of a scope that is lacking sends the list without it.
    const isAbout = (value: string): boolean =>
      board.all.zoom.missingScopes.includes(scope) ? !value.includes(scope) : value.includes(scope);
    await press();
    expect(await (await api.call("GET", "/faults", token)).text()).toContain(`aria-pressed="true">${scope}<`);
    const refused = await api.call("GET", MEETINGS, token);
    expect(await refused.json()).toMatchObject({
      code: 4711,
      message: expect.stringContaining(scope) as string,
    });
    expect((await api.call("POST", MEETINGS, token, {})).status).toBe(201);
    await press();
    expect((await api.call("GET", MEETINGS, token)).status).toBe(200);
  });

  it("lets a host hold one meeting at a time, or as many as the plan allows", async () => {
    const api = openApi();
    const token = await api.token();
    const open = async (): Promise<number> =>
      ((await (await api.call("POST", MEETINGS, token, {})).json()) as { id: number }).id;
    const [first, second] = [await open(), await open()];
    const enter = (id: number): Promise<Response> =>
      api.call("POST", `/sandbox/meetings/${id}/join`, token, { name: "Host", host: true });
    expect((await enter(first)).status).toBe(201);
    expect(await (await enter(second)).json()).toMatchObject({ error: { code: "host-elsewhere" } });
    board.all.zoom.meetingsPerHost = 2;
    expect((await enter(second)).status).toBe(201);
  });

  it("asks guests to sign in where the meeting does not say otherwise", async () => {
    const api = openApi();
    const token = await api.token();
    const enter = async (settings: object): Promise<Response> => {
      const made = await api.call("POST", MEETINGS, token, {
        settings: { join_before_host: true, ...settings },
      });
      const { id } = (await made.json()) as { id: number };
      return api.call("POST", `/sandbox/meetings/${id}/join`, token, { name: "Ada" });
    };
    expect(await (await enter({})).json()).toMatchObject({ error: { code: "sign-in-needed" } });
    expect((await enter({ meeting_authentication: false })).status).toBe(201);
  });

  it("starts a livestream with Zoom's defaults, and refuses a second start when told to", async () => {
    const api = openApi();
    const token = await api.token();
    const { id } = (await (await api.call("POST", MEETINGS, token, {})).json()) as { id: number };
    const target = {
      stream_url: "rtmp://station.test/live",
      stream_key: "k",
      page_url: "https://station.test",
    };
    await api.call("PATCH", `/v2/meetings/${id}/livestream`, token, target);
    await api.call("POST", `/sandbox/meetings/${id}/join`, token, { name: "Host", host: true });
    const start = (): Promise<Response> =>
      api.call("PATCH", `/v2/meetings/${id}/livestream/status`, token, { action: "start" });
    expect((await start()).status).toBe(204);
    const list = await (await api.call("GET", "/sandbox/meetings", token)).json();
    expect(list).toMatchObject({
      meetings: [{ livestreamSettings: { layout: "follow_host", close_caption: "burnt-in" } }],
    });
    expect((await start()).status).toBe(204);
    board.all.zoom.secondStart = "refused";
    expect((await start()).status).toBe(400);
  });

  it("loses the webhooks of single topics", async () => {
    const api = openApi();
    const token = await api.token();
    board.all.zoom.webhooks.lostTopics = ["meeting.started"];
    const { id } = (await (await api.call("POST", MEETINGS, token, {})).json()) as { id: number };
    await api.call("POST", `/sandbox/meetings/${id}/join`, token, { name: "Host", host: true });
    const lost = told.map(({ body, faults }) => [(JSON.parse(body) as { event: string }).event, faults.lost]);
    expect(lost).toEqual([
      ["meeting.created", false],
      ["meeting.started", true],
      ["meeting.participant_joined", false],
    ]);
  });

  it("takes no token that was revoked, or whose hour is over", async () => {
    const api = openApi();
    const first = await api.token();
    expect((await api.call("POST", "/sandbox/zoom/revoke-tokens", first)).status).toBe(204);
    expect((await api.call("GET", MEETINGS, first)).status).toBe(401);
    const second = await api.token();
    expect((await api.call("GET", MEETINGS, second)).status).toBe(200);
    world.passMs(3_600_000);
    expect((await api.call("GET", MEETINGS, second)).status).toBe(401);
  });
});

describe("Contentful's stand-in", () => {
  const contentful = {
    space: "nonstop",
    environment: "master",
    cdaToken: "cda",
    cmaToken: "cma",
    webhookSecret: "0123456789abcdef".repeat(4),
  };
  const ENTRY = "/spaces/nonstop/environments/master/entries/ana";
  /** The entry of a person. `version` is the one that a write is based on; 0 makes the entry. */
  function openEntry(): {
    save: (version: number, fields: Record<string, string>) => Promise<Response>;
    publish: (version: number) => Promise<Response>;
    unpublish: (version: number) => Promise<Response>;
    restore: (version: string) => Promise<Response>;
    read: (token: string) => Promise<unknown>;
  } {
    const server = contentfulServer(
      openContentful({ publicUrl: "http://station.test", contentful }, world, () => board.all.contentful, ""),
      board,
    );
    const write = async (
      method: string,
      path: string,
      version: number,
      body?: { body: string },
    ): Promise<Response> => {
      const based: Record<string, string> =
        version === 0
          ? { "x-contentful-content-type": "person" }
          : { "x-contentful-version": String(version) };
      return server.request(path, { method, headers: { authorization: "Bearer cma", ...based }, ...body });
    };
    return {
      save: async (version, fields) => {
        const localised = Object.entries(fields).map(([field, text]) => [field, { "en-US": text }]);
        const body = JSON.stringify({ fields: Object.fromEntries(localised) as object });
        return write("PUT", ENTRY, version, { body });
      },
      publish: async (version) => write("PUT", `${ENTRY}/published`, version),
      unpublish: async (version) => write("DELETE", `${ENTRY}/published`, version),
      restore: async (version) =>
        server.request("/sandbox/entries/ana/restore", { method: "POST", body: JSON.stringify({ version }) }),
      read: async (token) =>
        (await server.request(ENTRY, { headers: { authorization: `Bearer ${token}` } })).json(),
    };
  }

  it("puts back the fields of a published version, so that what was written since is lost", async () => {
    const entry = openEntry();
    await entry.save(0, { name: "Ana" });
    await entry.publish(1);
    await entry.save(2, { name: "Ana", role: "written by a program" });
    board.all.contentful.refusals = [{ method: "PUT", path: "/entries/*", status: 422 }];
    expect((await entry.save(3, { name: "No" })).status).toBe(422);
    board.all.contentful.refusals = [];
    expect((await entry.restore("last")).status).toBe(204);
    const now = await entry.read("cma");
    expect(now).toMatchObject({ sys: { version: 4 }, fields: { name: { "en-US": "Ana" } } });
    expect((await entry.restore("before")).status).toBe(404);
  });

  it("delivers what was published before, while delivery lags behind", async () => {
    const entry = openEntry();
    await entry.save(0, { name: "Ana" });
    await entry.publish(1);
    expect(told).toHaveLength(1);
    world.passMs(60_000);
    board.all.contentful.deliveryLagMs = 5000;
    await entry.save(2, { name: "Ana Lima" });
    await entry.publish(3);
    expect(told).toHaveLength(2);
    expect(await entry.read("cda")).toMatchObject({ sys: { revision: 1 }, fields: { name: "Ana" } });
    world.passMs(5000);
    expect(await entry.read("cda")).toMatchObject({ sys: { revision: 2 }, fields: { name: "Ana Lima" } });
    await entry.unpublish(4);
    expect(await entry.read("cda")).toMatchObject({ sys: { revision: 2 } });
    world.passMs(5000);
    expect(await entry.read("cda")).toMatchObject({ sys: { type: "Error", id: "NotFound" } });
  });
});
