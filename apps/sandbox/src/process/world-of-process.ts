import { prepareGuest, startGuestPush } from "../guests/guest-push.ts";
import { StreamFilms } from "../films/stream-films.ts";
import { HlsFeeds } from "../stream/live/hls-feeds.ts";
import type { World } from "../server/world.ts";
import type { Settings } from "../settings.ts";
import { deliverWebhook } from "../webhooks/deliver-webhook.ts";
import { openStateFile } from "./state-file.ts";

/** The world of a real process: real time, files, HTTP and ffmpeg. */
export function worldOfProcess({ stateDir, ffmpeg }: Pick<Settings, "stateDir" | "ffmpeg">): World {
  const folderOf = (meeting: string): string => `${stateDir}/guests/${meeting}`;
  return {
    nowMs: () => Date.now(),
    keep: (name, schema, initial) => openStateFile(`${stateDir}/${name}.json`, schema, initial),
    deliver: (delivery) => void deliverWebhook(delivery),
    guests: {
      prepare: (o) => prepareGuest({ ...o, ffmpeg, folder: folderOf(o.meeting) }),
      start: (o) => startGuestPush({ ...o, ffmpeg, folder: folderOf(o.meeting) }),
    },
    films: new StreamFilms(`${stateDir}/stream`, ffmpeg),
    feeds: new HlsFeeds(`${stateDir}/stream/live`, ffmpeg),
  };
}
