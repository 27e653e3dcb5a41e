import type { WorkerName } from "@nonstop/contract/worker-of-path";
import type { Answers } from "../answers.ts";
import type { Made, Secrets } from "../station-folder.ts";

/** What values are made from: what people answered, what setup made, and the secrets. */
export type Known = { answers: Answers; made: Made; secrets: Secrets };

/** A setting or a secret of our Workers. Without a value it is not set, and the Worker does without. */
type WorkerSetting = {
  name: string;
  workers: readonly WorkerName[];
  isSecret: boolean;
  /** Whether a station must not be deployed without a value. */
  isNeeded: (known: Known) => boolean;
  value: (known: Known) => string | undefined;
};

const ALL: readonly WorkerName[] = ["channel", "viewers", "control"];
const ORIGIN: readonly WorkerName[] = ["channel", "control"];
const CONTROL: readonly WorkerName[] = ["control"];

const setting = (
  name: string,
  workers: readonly WorkerName[],
  value: WorkerSetting["value"],
): WorkerSetting => ({
  name,
  workers,
  isSecret: false,
  isNeeded: () => false,
  value,
});
/** A secret of stations for which `isUsed` says so, which then cannot do without it, unless it is `optional`. */
const secret = (
  name: string,
  workers: readonly WorkerName[],
  isUsed: (known: Known) => boolean = () => true,
  optional: "optional" | "needed" = "needed",
): WorkerSetting => ({
  name,
  workers,
  isSecret: true,
  isNeeded: (known) => optional === "needed" && isUsed(known),
  value: (known) => (isUsed(known) ? known.secrets[name] : undefined),
});

const sendsMail = ({ answers }: Known): boolean => answers.mail !== undefined;
const hasSubscribers = ({ secrets }: Known): boolean => secrets["SUBSCRIBERS"] !== undefined;
const usesStream = ({ answers }: Known): boolean => answers.cloudflare.streamToken !== undefined;
const asText = (value: string | number | boolean | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

/**
 * All settings and secrets of the three Workers, and where the values of a real station come from. Whoever gives a Worker a
 * setting adds it here; what is not here reaches no deployment.
 */
export const WORKER_SETTINGS: readonly WorkerSetting[] = [
  setting("CHANNEL", ALL, ({ answers }) => answers.station.channel),
  setting("REGION", ALL, ({ answers }) => answers.station.region),
  setting("HOUSE_FORMAT", ALL, ({ answers }) => answers.station.houseFormat),
  setting("STATION_TERRITORY", CONTROL, ({ answers }) => answers.station.territory),
  setting("STATION_TIMEZONE", ORIGIN, ({ answers }) => answers.station.timezone),

  setting("PUBLIC_URL", CONTROL, ({ answers }) => `https://${answers.station.host}`),
  setting("LIVE_SOURCE", CONTROL, ({ answers }) => answers.station.liveSource),
  // TLS, at the port that no network closes: the proxy in front of ingest takes both there.
  setting("RTMP_URL", CONTROL, ({ answers }) => `rtmps://${answers.station.ingestHost}:443/live`),
  setting("INGEST_URL", CONTROL, ({ answers }) => `https://${answers.station.ingestHost}`),
  // The picture comes this late from Zoom, and later still by Stream, so shows run over by it.
  setting("UPSTREAM_DELAY_SECONDS", CONTROL, ({ answers }) =>
    answers.station.liveSource === "ingest" ? "20" : "45",
  ),
  setting("PRE_ROLL_SECONDS", CONTROL, () => "600"),
  setting("OVERRUN_SECONDS", CONTROL, () => "1800"),
  // For development alone.
  setting("PULL_LOCAL", CONTROL, () => undefined),

  setting("CONTENTFUL_SPACE", CONTROL, ({ answers }) => answers.contentful.space),
  setting("CONTENTFUL_ENVIRONMENT", CONTROL, ({ answers }) => answers.contentful.environment),
  // Contentful's, Zoom's and Stream's own addresses are the Worker's defaults; these are stand-ins'.
  setting("CONTENTFUL_CDA_HOST", CONTROL, ({ answers }) => answers.contentful.deliveryHost),
  setting("CONTENTFUL_CMA_HOST", CONTROL, ({ answers }) => answers.contentful.host),
  setting("CONTENTFUL_INSECURE", CONTROL, ({ answers }) => asText(answers.contentful.insecure)),
  // Where people edit: Contentful's own pages are the Worker's default.
  setting("CONTENTFUL_WEB_APP", CONTROL, ({ answers: { contentful } }) =>
    contentful.insecure === true && contentful.host !== undefined ? `http://${contentful.host}` : undefined,
  ),

  setting("ZOOM_API_URL", CONTROL, ({ answers }) => answers.zoom.apiUrl),
  setting("ZOOM_OAUTH_URL", CONTROL, ({ answers }) => answers.zoom.oauthUrl),
  setting("ZOOM_ACCOUNT_ID", CONTROL, ({ answers }) => answers.zoom.accountId),
  setting("ZOOM_HOST_USER", CONTROL, ({ answers }) => answers.zoom.hostUser),

  setting("STREAM_API_URL", CONTROL, (known) =>
    usesStream(known) ? known.answers.cloudflare.apiUrl : undefined,
  ),
  setting("STREAM_ACCOUNT_ID", CONTROL, (known) =>
    usesStream(known) ? known.answers.cloudflare.accountId : undefined,
  ),

  setting("STREAM_TAG", CONTROL, ({ answers }) => answers.cloudflare.streamTag),

  setting("SMTP_HOST", CONTROL, ({ answers }) => answers.mail?.host),
  setting("SMTP_PORT", CONTROL, ({ answers }) => asText(answers.mail?.port)),
  setting("SMTP_USER", CONTROL, ({ answers }) => answers.mail?.user),
  setting("SMTP_FROM", CONTROL, ({ answers }) => answers.mail?.from),
  setting("SMTP_SECURE", CONTROL, ({ answers }) => asText(answers.mail?.secure)),

  setting("ACCESS_TEAM_DOMAIN", CONTROL, ({ made }) => made.accessTeamDomain),
  setting("ACCESS_AUD", CONTROL, ({ made }) => made.accessAud),

  secret("ORIGIN_TOKEN_PLAYOUT", ORIGIN),
  secret("ORIGIN_TOKEN_INGEST", ORIGIN),
  secret("OPERATOR_TOKEN", ORIGIN),
  secret("INGEST_TOKEN", CONTROL),
  secret("STREAM_KEY_SECRET", CONTROL),
  secret("GUEST_LINK_SECRET", CONTROL),
  // Doctor shows it, also where people sign in by Access.
  secret("PRODUCER_TOKEN", CONTROL),
  secret("CONTENTFUL_CDA_TOKEN", CONTROL),
  secret("CONTENTFUL_CMA_TOKEN", CONTROL),
  secret("CONTENTFUL_WEBHOOK_SECRET", CONTROL),
  secret("CONTENTFUL_APP_SECRET", CONTROL),
  { ...secret("ZOOM_CLIENT_ID", CONTROL), value: ({ answers }) => answers.zoom.clientId },
  secret("ZOOM_CLIENT_SECRET", CONTROL),
  secret("ZOOM_WEBHOOK_SECRET", CONTROL),
  secret("STREAM_API_TOKEN", CONTROL, usesStream),
  secret("STREAM_WEBHOOK_SECRET", CONTROL, usesStream, "optional"),
  secret("STREAM_NOTIFICATION_SECRET", CONTROL, usesStream, "optional"),
  secret("SMTP_PASSWORD", CONTROL, sendsMail),
  secret("SUBSCRIBERS", CONTROL, hasSubscribers, "optional"),
];

/** The secrets that a Worker must not be deployed without, and that nobody has given or made. */
export function missingSecrets(worker: WorkerName, known: Known): string[] {
  return WORKER_SETTINGS.filter(
    (each) => each.workers.includes(worker) && each.isNeeded(known) && each.value(known) === undefined,
  ).map(({ name }) => name);
}

/** The settings, or the secrets, of a Worker that have a value. */
export function valuesOf(
  worker: WorkerName,
  kind: "settings" | "secrets",
  known: Known,
): Record<string, string> {
  return Object.fromEntries(
    WORKER_SETTINGS.filter(
      (each) => each.workers.includes(worker) && each.isSecret === (kind === "secrets"),
    ).flatMap(({ name, value }) => {
      const given = value(known);
      return given === undefined ? [] : [[name, given]];
    }),
  );
}
