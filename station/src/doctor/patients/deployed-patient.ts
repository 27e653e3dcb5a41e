import { type Answers, readAnswers } from "../../setup/answers.ts";
import { type Made, type Secrets, StationFolder } from "../../setup/station-folder.ts";
import type { Patient } from "../patient.ts";

/** What `setup` has kept of a station, as the doctor needs it. */
function patientOf(
  { answers, made, secrets }: { answers: Answers; made: Made; secrets: Secrets },
  url: string | undefined,
): Patient {
  const { station, contentful, zoom, cloudflare } = answers;
  const ofContentful = {
    managementToken: secrets["CONTENTFUL_CMA_TOKEN"],
    deliveryToken: secrets["CONTENTFUL_CDA_TOKEN"],
    webhookSecret: secrets["CONTENTFUL_WEBHOOK_SECRET"],
  };
  const { managementToken, deliveryToken, webhookSecret } = ofContentful;
  const hasContentful =
    managementToken !== undefined && deliveryToken !== undefined && webhookSecret !== undefined;
  return {
    kind: url === undefined ? "deployed" : "local",
    site: url ?? `https://${station.host}`,
    publicSite: `https://${station.host}`,
    ingest: station.liveSource === "ingest" ? `https://${station.ingestHost}` : undefined,
    channel: station.channel,
    producerToken: secrets["PRODUCER_TOKEN"],
    originToken: secrets["ORIGIN_TOKEN_INGEST"],
    hasAccess: url === undefined && cloudflare.accessTeam !== undefined,
    contentful: hasContentful
      ? {
          space: contentful.space,
          environment: contentful.environment,
          managementHost: contentful.host ?? "api.contentful.com",
          deliveryHost: contentful.deliveryHost ?? "cdn.contentful.com",
          insecure: contentful.insecure ?? false,
          managementToken,
          deliveryToken,
          webhookSecret,
        }
      : undefined,
    zoom: {
      accountId: zoom.accountId,
      clientId: zoom.clientId,
      clientSecret: zoom.clientSecret,
      webhookSecret: zoom.webhookSecret,
      hostUser: zoom.hostUser,
      apiUrl: zoom.apiUrl ?? "https://api.zoom.us/v2",
      oauthUrl: zoom.oauthUrl ?? "https://zoom.us/oauth/token",
    },
    cloudflare: {
      accountId: cloudflare.accountId,
      apiToken: cloudflare.apiToken,
      zoneId: made.zoneId,
      apiUrl: cloudflare.apiUrl,
    },
  };
}

/**
 * The station that `setup` has prepared in a folder, or a sentence why there is none, with all of its secrets. `url`: where it is
 * asked, if not at its name.
 */
export function deployedPatient(
  path: string,
  url?: string,
): { kind: "patient"; patient: Patient; secrets: readonly string[] } | { kind: "none"; message: string } {
  let folder: StationFolder;
  try {
    folder = new StationFolder(path);
  } catch (error) {
    return { kind: "none", message: error instanceof Error ? error.message : String(error) };
  }
  const read = readAnswers(folder.answers);
  if (read.kind === "wrong")
    return {
      kind: "none",
      message: `${path} knows no station yet: run setup first. A station that dev runs is looked at with --dev.`,
    };
  const { made, secrets } = folder;
  return {
    kind: "patient",
    patient: patientOf({ answers: read.answers, made, secrets }, url),
    secrets: Object.values(secrets),
  };
}
