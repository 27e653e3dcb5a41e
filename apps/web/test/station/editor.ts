import { changeEntry, createEntry } from "@nonstop/sandbox/contentful-entries";
import { contentfulServer } from "@nonstop/sandbox/contentful-server";
import { openContentful } from "@nonstop/sandbox/contentful-space";
import { noFaults } from "@nonstop/sandbox/faults";
import { listen } from "@nonstop/sandbox/listen";
import { keepInMemory } from "@nonstop/sandbox/world";

/** What the station and Contentful know, and nobody else. */
export const APP_SECRET = "fedcba9876543210".repeat(4);
const SPACE = "space";

/** The editor of the Contentful stand-in, with one event, and the station's app beside it. */
export type Editor = {
  /** The address of the editor's page of the event. */
  url: string;
  /** Somebody publishes the event. */
  publish: () => void;
  close: () => Promise<void>;
};

const never = (): never => {
  throw new Error("nothing of it happens here");
};

export async function openEditor(publicUrl: string): Promise<Editor> {
  const nowMs = (): number => Date.now();
  const world = {
    nowMs,
    deliver: () => undefined,
    keep: keepInMemory,
    guests: { prepare: never, start: never },
    films: { copy: never, video: never, film: never },
    feeds: { open: never, master: never, file: never, remove: never },
  };
  const contentful = {
    space: SPACE,
    environment: "master",
    cdaToken: "cda",
    cmaToken: "cma",
    webhookSecret: "0".repeat(64),
    appSecret: APP_SECRET,
  };
  let publish = (): void => undefined;
  const server = await listen("127.0.0.1", 0, (origin) => {
    const space = openContentful({ publicUrl, contentful }, world, () => noFaults().contentful, origin);
    const fields = {
      title: { "en-US": "Tea at five" },
      kind: { "en-US": "live" },
      startsAt: { "en-US": "2026-11-28T20:00+01:00" },
      timezone: { "en-US": "Europe/Berlin" },
      durationMinutes: { "en-US": 60 },
    };
    const metadata = { tags: [], concepts: [] };
    const made = createEntry(space, { id: "tea", contentType: "event", fields, metadata, user: "editor" });
    if (made.kind === "refused") throw new Error("the event is refused");
    publish = () => {
      const { version } = made.entry;
      changeEntry(space, { id: "tea", change: "publish", version, user: "editor" });
    };
    return contentfulServer(space, { all: noFaults() }).fetch;
  });
  return {
    url: `http://127.0.0.1:${server.port}/entries/tea`,
    publish: () => publish(),
    close: server.close,
  };
}
