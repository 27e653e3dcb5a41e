import type { Answers } from "../answers.ts";
import { looked, type Part, type Problem, trouble } from "../part.ts";
import { challengeStation, subscriptionClicks, zoomHookAt } from "./event-subscription.ts";
import { hostProblems, settingsVerdict } from "./host-and-settings.ts";
import { HELPFUL_SCOPES, missingScopes, NEEDED_SCOPES } from "./scopes.ts";
import { exchangeToken, readZoom, type ZoomAnswer, type ZoomToken } from "./zoom-account.ts";

/** Looks at the app, the host and the settings of the Zoom account. Nothing there can be set up through Zoom's API. */
export function zoomPart({ answers: { zoom, station } }: { answers: Answers }): Part {
  return {
    name: "Zoom",
    look: async () => {
      const exchanged = await exchangeToken(zoom);
      if (exchanged.kind !== "token") return trouble(tokenProblem(exchanged));
      const { value: token } = exchanged;
      const { missing, unhelped } = missingScopes(token.scope);
      if (missing.length > 0) return trouble(...missing.map(scopeProblem));
      const host = await readZoom(zoom, token, `/users/${encodeURIComponent(zoom.hostUser)}`);
      const problems =
        host.kind === "answer" ? hostProblems(zoom.hostUser, host.value) : [noHost(zoom.hostUser, host)];
      if (problems.length > 0) return trouble(...problems);
      const settings = await settingsOf(zoom, token);
      if (settings.problems.length > 0) return trouble(...settings.problems);
      const hook = await challengeStation(
        { host: station.host, webhookSecret: zoom.webhookSecret },
        { nowMs: Date.now() },
      );
      return looked([
        `its token has all ${Object.keys(NEEDED_SCOPES).length} scopes, and ${zoom.hostUser} is licensed`,
        ...unhelped.map((scope) => `without the scope ${scope} nobody can ${HELPFUL_SCOPES[scope]}`),
        ...settings.says,
        ...hookLines(hook, station.host),
      ]);
    },
  };
}

async function settingsOf(
  zoom: Answers["zoom"],
  token: ZoomToken,
): Promise<ReturnType<typeof settingsVerdict>> {
  const read = async (path: string): Promise<unknown> => {
    const answer = await readZoom(zoom, token, path);
    return answer.kind === "answer" ? answer.value : undefined;
  };
  return settingsVerdict({
    settings: await read(`/users/${encodeURIComponent(zoom.hostUser)}/settings`),
    locks: await read("/accounts/me/lock_settings"),
    securityLocks: await read("/accounts/me/lock_settings?option=meeting_security"),
  });
}

type Failed = Exclude<ZoomAnswer, { kind: "answer" }>;

function tokenProblem(failed: Failed): Problem {
  if (failed.kind === "silent") return { what: failed.message, cure: "Run setup again when Zoom answers." };
  if (/account/i.test(failed.message))
    return {
      what: `Zoom does not know the account (zoom.accountId): ${failed.message}`,
      cure: "Write the account id of the server-to-server OAuth app, from its page App Credentials.",
    };
  if (/client/i.test(failed.message))
    return {
      what: `Zoom does not take the app's credentials (zoom.clientId, zoom.clientSecret): ${failed.message}`,
      cure: "Write both from the app's page App Credentials. The app must be activated.",
    };
  return {
    what: `Zoom gives no token: ${failed.message || failed.status}`,
    cure: "Look whether the app is activated (its page Activation), and run setup again.",
  };
}

const scopeProblem = (scope: string): Problem => ({
  what: `The Zoom app lacks the scope ${scope}, to ${NEEDED_SCOPES[scope]}`,
  cure: "Add it on the app's page Scopes, and run setup again.",
});

const noHost = (host: string, failed: Failed): Problem => ({
  what: `Zoom does not find the host ${host}${failed.message === "" ? "" : `: ${failed.message}`}`,
  cure: "Write the mail address of a user of this account (zoom.hostUser).",
});

// Before the first deploy there may be anything at that address, or nothing.
function hookLines(hook: "answers" | "silent" | "wrong", host: string): string[] {
  if (hook === "answers") return [`the station answers Zoom's challenge at ${zoomHookAt(host)}`];
  const wrong = `what is at ${zoomHookAt(host)} does not answer Zoom's challenge: if it is the station, its ZOOM_WEBHOOK_SECRET is not the app's Secret Token`;
  return [...(hook === "wrong" ? [wrong] : []), ...subscriptionClicks(host)];
}
