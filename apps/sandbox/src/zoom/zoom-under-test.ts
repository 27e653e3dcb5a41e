import { z } from "zod";
import type { FaultBoard } from "../server/common-routes.ts";
import { noFaults } from "../server/faults.ts";
import { keepInMemory, type World } from "../server/world.ts";
import type { Delivery } from "../webhooks/deliver-webhook.ts";
import { openZoom } from "./zoom-room.ts";
import { zoomServer } from "./zoom-server.ts";

const Token = z.object({ access_token: z.string() });

/** A world without pictures and films, whose time is told and whose webhooks are kept. */
export type StillWorld = World & { told: Delivery[]; passMs: (ms: number) => void };

export function stillWorld(): StillWorld {
  let nowMs = Date.UTC(2030, 0, 1);
  const told: Delivery[] = [];
  const none = (): never => {
    throw new Error("nothing is pushed or copied here");
  };
  return {
    told,
    passMs: (ms) => {
      nowMs += ms;
    },
    nowMs: () => nowMs,
    keep: keepInMemory,
    deliver: (delivery) => void told.push(delivery),
    // No picture is ever ready.
    guests: { prepare: () => new Promise<never>(() => undefined), start: none },
    films: { copy: none, video: none, film: () => Promise.resolve(new Response("a film")) },
    feeds: { open: none, master: () => undefined, file: () => undefined, remove: none },
  };
}

export type ZoomUnderTest = {
  board: FaultBoard;
  fetch: (path: string, init?: RequestInit) => Promise<Response>;
  token: () => Promise<string>;
  call: (method: string, path: string, token: string, body?: object) => Promise<Response>;
};

/** The account of `host@station.test` in this process. */
export function zoomUnderTest(world: World, board: FaultBoard = { all: noFaults() }): ZoomUnderTest {
  const zoom = {
    accountId: "account",
    hostUser: "host@station.test",
    clientId: "client",
    clientSecret: "secret",
    webhookSecret: "zoom-secret",
  };
  const settings = { publicUrl: "http://station.test", zoom, guestSize: { width: 2, height: 2 } };
  const server = zoomServer(
    openZoom(settings, world, () => board.all.zoom, "http://zoom.test"),
    board,
  );
  return {
    board,
    fetch: async (path, init) => server.request(path, init),
    token: async () => {
      const answer = await server.request("/oauth/token", {
        method: "POST",
        headers: { authorization: `Basic ${btoa("client:secret")}` },
        body: new URLSearchParams({ grant_type: "account_credentials", account_id: "account" }),
      });
      return Token.parse(await answer.json()).access_token;
    },
    call: async (method, path, token, body) =>
      server.request(path, {
        method,
        headers: { authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}
