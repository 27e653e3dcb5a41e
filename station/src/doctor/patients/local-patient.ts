import { vendorSettings } from "../../edge/stand-in-bindings.ts";
import { stationSecrets } from "../../secrets.ts";
import type { Patient } from "../patient.ts";
import { readAddresses } from "./address-file.ts";

/** The station that `dev` runs from a state folder, or a sentence why there is none, with all of its secrets. */
export function localPatient(
  stateDir: string,
): { kind: "patient"; patient: Patient; secrets: readonly string[] } | { kind: "none"; message: string } {
  const at = readAddresses(stateDir);
  if (at === undefined)
    return {
      kind: "none",
      message: `No station was started from ${stateDir}: start one with dev, and keep it running.`,
    };
  const secrets = stationSecrets(stateDir);
  const { host } = new URL(at.contentful);
  const vendors = vendorSettings(secrets);
  const told = (name: string): string => vendors[name] ?? "";
  const patient: Patient = {
    kind: "local",
    site: at.worker,
    publicSite: at.worker,
    ingest: at.ingest,
    channel: "main",
    producerToken: secrets.PRODUCER_TOKEN,
    originToken: secrets.ORIGIN_TOKEN_INGEST,
    hasAccess: false,
    contentful: {
      space: told("CONTENTFUL_SPACE"),
      environment: told("CONTENTFUL_ENVIRONMENT"),
      managementHost: host,
      deliveryHost: host,
      insecure: true,
      managementToken: secrets.CONTENTFUL_CMA_TOKEN,
      deliveryToken: secrets.CONTENTFUL_CDA_TOKEN,
      webhookSecret: secrets.CONTENTFUL_WEBHOOK_SECRET,
    },
    zoom: {
      accountId: told("ZOOM_ACCOUNT_ID"),
      clientId: secrets.ZOOM_CLIENT_ID,
      clientSecret: secrets.ZOOM_CLIENT_SECRET,
      webhookSecret: secrets.ZOOM_WEBHOOK_SECRET,
      hostUser: told("ZOOM_HOST_USER"),
      apiUrl: `${at.zoom}/v2`,
      oauthUrl: `${at.zoom}/oauth/token`,
    },
    cloudflare: undefined,
  };
  return { kind: "patient", patient, secrets: Object.values(secrets) };
}
