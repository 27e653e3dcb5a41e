import type { Finding } from "../../../../station/src/doctor/frame/finding.ts";
import { allChecks } from "../../../../station/src/doctor/all-checks.ts";
import { chosen, runChecks } from "../../../../station/src/doctor/frame/check.ts";
import type { Ask, Instruments } from "../../../../station/src/doctor/instruments/instruments.ts";
import type { Patient } from "../../../../station/src/doctor/patient.ts";
import { clock } from "@nonstop/door/clock";
import { forgetSharedReads } from "@nonstop/door/shared-reads";
import { env, exports } from "cloudflare:workers";
import type { Station } from "../schedule/station.ts";

/** The station in this process as the doctor knows it. */
export const patient: Patient = {
  kind: "local",
  site: env.PUBLIC_URL,
  publicSite: env.PUBLIC_URL,
  ingest: env.INGEST_URL,
  channel: "main",
  producerToken: env.PRODUCER_TOKEN,
  originToken: env.ORIGIN_TOKEN_INGEST,
  hasAccess: false,
  contentful: {
    space: env.CONTENTFUL_SPACE,
    environment: env.CONTENTFUL_ENVIRONMENT,
    managementHost: env.CONTENTFUL_CMA_HOST,
    deliveryHost: env.CONTENTFUL_CDA_HOST,
    insecure: true,
    managementToken: env.CONTENTFUL_CMA_TOKEN,
    deliveryToken: env.CONTENTFUL_CDA_TOKEN,
    webhookSecret: env.CONTENTFUL_WEBHOOK_SECRET,
  },
  zoom: {
    accountId: env.ZOOM_ACCOUNT_ID,
    clientId: env.ZOOM_CLIENT_ID,
    clientSecret: env.ZOOM_CLIENT_SECRET,
    webhookSecret: env.ZOOM_WEBHOOK_SECRET,
    hostUser: env.ZOOM_HOST_USER,
    apiUrl: env.ZOOM_API_URL,
    oauthUrl: env.ZOOM_OAUTH_URL,
  },
  cloudflare: undefined,
};

/** Asks the Worker of this process, and the stand-ins behind `fetch`. */
const ask: Ask = async ({ url, method = "GET", headers = {}, body }) => {
  const request = new Request(url, {
    method,
    headers,
    redirect: "manual",
    ...(body === undefined ? {} : { body }),
  });
  forgetSharedReads();
  try {
    const answer = await (url.startsWith(env.PUBLIC_URL) ? exports.default.fetch(request) : fetch(request));
    const bytes = await answer.arrayBuffer();
    return {
      kind: "answer",
      status: answer.status,
      headers: answer.headers,
      text: new TextDecoder().decode(bytes),
      size: bytes.byteLength,
      askedMs: clock.nowMs(),
      tookMs: 0,
    };
  } catch {
    return { kind: "unreachable", problem: "refuses the connection" };
  }
};

/** What the doctor finds in a station, by the words of `--only`. Time passes in it while the doctor waits. */
export async function examine(
  station: Station,
  only: readonly string[],
  o: { patient?: Partial<Patient>; instruments?: Partial<Instruments> } = {},
): Promise<Finding[]> {
  const instruments: Instruments = {
    ask,
    nowMs: () => clock.nowMs(),
    sleep: (ms) => station.wait(ms),
    lookUp: () => Promise.resolve([]),
    shakeHands: () => Promise.resolve({ kind: "unreachable", problem: "refuses the connection" }),
    push: undefined,
    ...o.instruments,
  };
  const order = chosen(allChecks({ ...patient, ...o.patient }, instruments), only);
  if (order.kind === "unknown") throw new Error(`there is no check ${order.name}`);
  const outcomes = await runChecks(order.checks);
  return outcomes.flatMap(({ findings }) => findings);
}

/** What is wrong, in words. */
export const wrong = (findings: readonly Finding[]): string[] =>
  findings.flatMap((finding) => (finding.kind === "bad" ? [finding.says] : []));
