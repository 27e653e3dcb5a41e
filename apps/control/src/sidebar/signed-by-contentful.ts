import { bodyWithin } from "@nonstop/door/body";
import { clock } from "@nonstop/door/clock";
import { log } from "@nonstop/door/log";
import { tooMany } from "@nonstop/door/rate-limits";
import { refusal } from "@nonstop/door/refusal";
import type { MiddlewareHandler } from "hono";
import type { Env } from "../env.ts";
import { scheduleOf } from "../schedule/schedule-of.ts";
import { settingsOf, type Settings } from "../settings.ts";
import { isOurEnvironment } from "../vendors/contentful/environment-names.ts";
import { checkContentfulSignature } from "../vendors/contentful/signature.ts";

/** How far the time of signing may lie from ours: the page signs anew long before. */
const MAX_SIGNED_AGE_MS = 60_000;
const MAX_BODY_BYTES = 10_000;
/** What Contentful adds to a request that it signs: where its user works, and who that is. */
const SPACE = "x-contentful-space-id";
const ENVIRONMENT = "x-contentful-environment-id";
const USER = "x-contentful-user-id";
const TIMESTAMP = "x-contentful-timestamp";
const PLAIN_ID = /^[\w.-]{1,64}$/;

/** What handlers behind `signedByContentful` know: the user of Contentful who asks, and the body that was signed. */
export type TeamKnown = { user: string; signedBody: Uint8Array };

/**
 * Lets only people of our space in Contentful through, whose requests Contentful has signed with our app's secret. A request that
 * changes something counts once.
 */
export const signedByContentful: MiddlewareHandler<{ Bindings: Env; Variables: TeamKnown }> = async (
  c,
  next,
) => {
  const settings = settingsOf(c.env);
  const { secret } = settings.contentfulApp;
  if (secret === "")
    return refusal(503, "not-set-up", "The app in Contentful is not set up.", {
      cure: "Run setup again, or set CONTENTFUL_APP_SECRET.",
    });
  const body = await bodyWithin(c.req.raw, MAX_BODY_BYTES);
  if (body === undefined)
    return refusal(413, "too-large", `The body is above ${MAX_BODY_BYTES} bytes.`, { field: "body" });
  const { pathname, search } = new URL(c.req.url);
  const { headers, method } = c.req.raw;
  const request = { method, path: pathname + search, headers, body: new Uint8Array(body) };
  const nowMs = clock.nowMs();
  const signature = await checkContentfulSignature(request, { secret, nowMs, ageMs: MAX_SIGNED_AGE_MS });
  if (signature.kind === "stale")
    return refusal(401, "stale-signature", signature.message, { cure: "Have it signed anew." });
  if (signature.kind === "forged") {
    log("sidebar", { result: "forged" });
    // Nobody guesses a signature. A page with an old secret asks on and on, and must not keep its office from signing in.
    const asking = await tooMany(c.req.raw, c.env, "PUBLIC_READS");
    return asking ?? refusal(401, "bad-signature", signature.message, { cure: "Open it in Contentful." });
  }
  // A header that was not signed may be anybody's.
  const signed = (name: string): string =>
    signature.signed.has(name) ? (headers.get(name)?.trim() ?? "") : "";
  const user = signed(USER);
  const texts = [...[...signature.signed].map(signed), new TextDecoder().decode(body)];
  if (
    !PLAIN_ID.test(user) ||
    texts.some(saysContext) ||
    !(await isOurs(settings, signed(SPACE), signed(ENVIRONMENT)))
  )
    return refusal(403, "foreign-space", "It is not signed for a user of this station's space.", {
      cure: "Open the entry in the space and environment of the station.",
    });
  if (method !== "GET" && !(await isFirst(c.env, headers)))
    return refusal(409, "repeated", "This very request was made before.", { cure: "Have it signed anew." });
  c.set("user", user);
  c.set("signedBody", body);
  await next();
  c.header("cache-control", "private, no-store");
  return undefined;
};

// The text that is signed does not mark where a header ends. Users may have headers and bodies of their own signed, so one of them
// could hold what reads as these headers, of another user.
function saysContext(text: string): boolean {
  return [SPACE, ENVIRONMENT, USER, TIMESTAMP].some((name) => text.includes(`${name}:`));
}

async function isOurs(
  { space, environment, contentful }: Settings,
  inSpace: string,
  inEnvironment: string,
): Promise<boolean> {
  if (space === "" || inSpace !== space || inEnvironment === "") return false;
  if (inEnvironment === environment) return true;
  // An alias and its target are one environment.
  return contentful.kind === "set" && isOurEnvironment(contentful.settings, inEnvironment);
}

// Two requests have one signature only when one of them is a copy.
function isFirst(env: Env, headers: Headers): Promise<boolean> {
  const signature = headers.get("x-contentful-signature")?.trim() ?? "";
  return scheduleOf(env).isFirstSight(`contentful-app:${signature}`);
}
