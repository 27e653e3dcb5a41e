import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openContentful, type Space } from "@nonstop/sandbox/contentful-space";
import { contentfulServer } from "@nonstop/sandbox/contentful-server";
import type { FaultBoard } from "@nonstop/sandbox/fault-board";
import { noFaults } from "@nonstop/sandbox/faults";
import { listen } from "@nonstop/sandbox/listen";
import { keepInMemory, type World } from "@nonstop/sandbox/world";
import { openZoom } from "@nonstop/sandbox/zoom-account";
import { zoomServer } from "@nonstop/sandbox/zoom-server";
import { type Answers, readAnswers } from "./answers.ts";
import { answersOf } from "./answers-under-test.ts";
import { StationFolder } from "./station-folder.ts";

export const MANAGEMENT_TOKEN = "contentful-management-token";

/** Contentful and Zoom as a newcomer has them, on ports of their own, with a station's folder and the answers for them. */
export type TestVendors = {
  board: FaultBoard;
  space: Space;
  folder: StationFolder;
  answers: (over?: Readonly<Record<string, Readonly<Record<string, unknown>>>>) => Answers;
  close: () => Promise<void>;
};

function stillWorld(): World {
  const none = (): never => {
    throw new Error("nobody meets and no film is shown here");
  };
  return {
    nowMs: () => Date.now(),
    keep: keepInMemory,
    deliver: () => undefined,
    guests: { prepare: () => Promise.resolve(false), start: none },
    films: { copy: none, video: none, film: none },
    feeds: { open: none, master: () => undefined, file: () => undefined, remove: () => undefined },
  };
}

export async function openVendors(): Promise<TestVendors> {
  const board: FaultBoard = { all: noFaults() };
  const world = stillWorld();
  let space: Space | undefined;
  const contentful = await listen("127.0.0.1", 0, (origin) => {
    const account = {
      space: "nonstop",
      environment: "master",
      cdaToken: "nobody has this one",
      cmaToken: MANAGEMENT_TOKEN,
      webhookSecret: "0".repeat(64),
      isEmpty: true,
    };
    const settings = { publicUrl: "https://tv.example.com", contentful: account };
    space = openContentful(settings, world, () => board.all.contentful, origin);
    return contentfulServer(space, board).fetch;
  });
  const zoom = await listen("127.0.0.1", 0, (origin) => {
    const account = {
      accountId: "zoom-account",
      hostUser: "host@example.com",
      clientId: "zoom-client",
      clientSecret: "zoom-client-secret",
      webhookSecret: "zoom-webhook-secret",
    };
    const settings = {
      publicUrl: "https://tv.example.com",
      guestSize: { width: 640, height: 360 },
      zoom: account,
    };
    return zoomServer(
      openZoom(settings, world, () => board.all.zoom, origin),
      board,
    ).fetch;
  });
  if (space === undefined) throw new Error("there is no space");
  const path = mkdtempSync(join(tmpdir(), "nonstop-setup-"));
  const at = {
    contentful: {
      host: `127.0.0.1:${contentful.port}`,
      deliveryHost: `127.0.0.1:${contentful.port}`,
      insecure: true,
    },
    zoom: {
      apiUrl: `http://127.0.0.1:${zoom.port}/v2`,
      oauthUrl: `http://127.0.0.1:${zoom.port}/oauth/token`,
    },
  };
  return {
    board,
    space,
    folder: new StationFolder(path),
    answers: (over = {}) => {
      const read = readAnswers(
        answersOf({
          ...over,
          contentful: { ...at.contentful, ...over["contentful"] },
          zoom: { ...at.zoom, ...over["zoom"] },
        }),
      );
      if (read.kind === "wrong") throw new Error(read.problems.map(({ what }) => what).join(" "));
      return read.answers;
    },
    close: async () => {
      await Promise.all([contentful.close(), zoom.close()]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}
