import { cloudflareApi } from "./cloudflare/cloudflare-api.ts";
import { openContentful } from "./contentful/open-contentful.ts";
import { runScheduled } from "./contentful/run-scheduled.ts";
import { contentfulServer } from "./contentful/contentful-server.ts";
import { Mailbox } from "./mail/mailbox.ts";
import { mailServer } from "./mail/mail-server.ts";
import { openSmtp } from "./mail/smtp-door.ts";
import { withFont } from "./pages/font-route.ts";
import { worldOfProcess } from "./process/world-of-process.ts";
import { noFaults } from "./server/faults.ts";
import type { FaultBoard } from "./server/common-routes.ts";
import { listen } from "./process/listen.ts";
import type { Settings } from "./settings.ts";
import { openRtmpsDoor } from "./stream/live/rtmps-door.ts";
import { streamServer } from "./stream/stream-server.ts";
import { openZoom } from "./zoom/zoom-room.ts";
import { zoomServer } from "./zoom/zoom-server.ts";

type StreamServer = ReturnType<typeof streamServer>;

/** How often Contentful looks whether something scheduled is due. */
const SCHEDULED_MS = 250;

export type Sandbox = {
  ports: Settings["ports"];
  close: () => Promise<void>;
};

/** Opens all stand-ins. */
export async function openSandbox(settings: Settings): Promise<Sandbox> {
  const world = worldOfProcess(settings);
  const board: FaultBoard = { all: noFaults() };
  const closers: (() => void)[] = [];
  const contentful = await listen(settings.bind, settings.ports.contentful, (origin) => {
    const space = openContentful(settings, world, () => board.all.contentful, origin);
    const scheduled = setInterval(() => void runScheduled(space), SCHEDULED_MS);
    closers.push(space.close, () => clearInterval(scheduled));
    return withFont(contentfulServer(space, board)).fetch;
  });
  const zoom = await listen(settings.bind, settings.ports.zoom, (origin) => {
    const account = openZoom(settings, world, () => board.all.zoom, origin);
    void account.webhooks.validateUntilAnswered();
    closers.push(() => {
      account.live.close();
      account.webhooks.close();
      account.meetings.flush();
    });
    return withFont(zoomServer(account, board)).fetch;
  });
  let admit: StreamServer["admit"] = () => undefined;
  const rtmps = await openRtmpsDoor({
    bind: settings.bind,
    port: settings.ports.streamRtmps,
    admit: (key, sender) => admit(key, sender),
  });
  const stream = await listen(settings.bind, settings.ports.stream, (origin) => {
    const account = streamServer({
      world,
      token: settings.stream.token,
      webhook: {
        notificationUrl: `${settings.publicUrl}/hooks/stream`,
        secret: settings.stream.webhookSecret,
      },
      notificationSecret: settings.stream.notificationSecret,
      board,
      origin,
      rtmpsUrl: `rtmps://${settings.bind}:${rtmps.port}/live/`,
    });
    admit = account.admit;
    const rest = cloudflareApi({ world, board, token: settings.stream.token, ...settings.cloudflare });
    closers.push(account.close, rest.close);
    account.app.route("/", rest.app);
    return withFont(account.app).fetch;
  });
  const mailbox = new Mailbox(world, () => board.all.mail);
  closers.push(() => mailbox.close());
  const { bind, ports } = settings;
  const mail = await listen(bind, ports.mail, () => withFont(mailServer(mailbox, board)).fetch);
  const smtp = await openSmtp({ bind, port: ports.smtp, ...settings.mail, mailbox });
  return {
    ports: {
      contentful: contentful.port,
      zoom: zoom.port,
      stream: stream.port,
      streamRtmps: rtmps.port,
      mail: mail.port,
      smtp: smtp.port,
    },
    close: async () => {
      for (const close of closers) close();
      await Promise.all([contentful, zoom, stream, rtmps, mail, smtp].map((each) => each.close()));
    },
  };
}
