import type { Env } from "./env.ts";
import type { HookReaders } from "./schedule/hooks/heard.ts";
import type { Vendor, Vendors } from "./schedule/ports/vendors.ts";
import type { RoomMeters } from "./schedule/ports/room-meters.ts";
import { Schedule } from "./schedule/schedule.ts";
import { settingsOf, type Settings, type VendorSettings } from "./settings.ts";
import { contentfulDelivery } from "./vendors/contentful/delivery.ts";
import { isOurEnvironment } from "./vendors/contentful/environment-names.ts";
import { contentfulHook, type IsOurs } from "./vendors/contentful/hook.ts";
import { contentfulManagement } from "./vendors/contentful/management.ts";
import { ingestOrders } from "./vendors/ingest/conform-orders.ts";
import { smtpMail } from "./vendors/mail/smtp-mail.ts";
import { ingestMeters } from "./vendors/ingest/room-meters.ts";
import { streamHook } from "./vendors/stream/hook.ts";
import { streamLiveInputs } from "./vendors/stream/live-inputs.ts";
import { streamVideos } from "./vendors/stream/videos.ts";
import { announcementSender } from "./vendors/subscribers/send-announcement.ts";
import { zoomHook } from "./vendors/zoom/hook.ts";
import { zoomMeetings } from "./vendors/zoom/meetings.ts";
import { zoomRecordings } from "./vendors/zoom/recordings.ts";

/** Which vendor stands behind which port of the schedule. */
export function vendorsOf({ contentful, zoom, stream, liveInputs, mail, ingest }: Settings): Vendors {
  return {
    content: vendor("Contentful", contentful, (settings) => ({
      delivery: contentfulDelivery(settings),
      management: contentfulManagement(settings),
    })),
    meetings: vendor("Zoom", zoom, zoomMeetings),
    recordings: vendor("Zoom", zoom, zoomRecordings),
    videos: vendor("Stream", stream, streamVideos),
    mail: vendor("Mail", mail, smtpMail),
    liveInputs: vendor("Stream", liveInputs, streamLiveInputs),
    ingest: ingestOrders(ingest),
    meters: ingestMeters(ingest),
    subscribers: announcementSender(),
  };
}

/** Who reads which webhook. */
export function hookReadersOf({ hookSecrets, space, environment, contentful }: Settings): HookReaders {
  const isOurs: IsOurs = async (name) =>
    contentful.kind === "set" ? isOurEnvironment(contentful.settings, name) : name === environment;
  return {
    content: contentfulHook({ secret: hookSecrets.contentful, space, isOurs }),
    meetings: zoomHook({ secret: hookSecrets.zoom }),
    videos: streamHook({ secret: hookSecrets.stream, notificationSecret: hookSecrets.streamNotification }),
  };
}

/** Whoever measures the rooms, for the pages of guests. */
export function metersOf(env: Env): RoomMeters {
  return ingestMeters(settingsOf(env).ingest);
}

/** The `Schedule` object with its vendors. */
export class WiredSchedule extends Schedule {
  constructor(ctx: DurableObjectState, env: Env) {
    const settings = settingsOf(env);
    super(ctx, env, { settings, vendors: vendorsOf(settings) });
  }
}

function vendor<S, Client>(
  name: string,
  settings: VendorSettings<S>,
  clientOf: (settings: S) => Client,
): Vendor<Client> {
  if (settings.kind === "unset") return { name, ...settings };
  return { name, kind: "set", client: clientOf(settings.settings) };
}
