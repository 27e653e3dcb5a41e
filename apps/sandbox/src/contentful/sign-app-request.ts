import { z } from "zod";
import { ORGANIZATION, type App } from "./app.ts";
import { link, placeOf, type SpaceName } from "./entry-wire.ts";
import { signContentful } from "./webhook-signature.ts";

/** A request that an app's page has signed before it sends it to the app's own server. */
export const RequestToSign = z.object({
  method: z.enum(["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD"]),
  path: z.string().startsWith("/"),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
});

/** The answer of `signed_requests`: the headers to add, which say where the user works and who they are. */
export function signedRequest(
  app: App & { signingSecret: string },
  request: z.infer<typeof RequestToSign>,
  o: { name: SpaceName; user: string; nowMs: number },
): object {
  const { name, user, nowMs } = o;
  const context = {
    "x-contentful-crn": `crn:contentful:::extensibility:organizations/${ORGANIZATION}/app_definitions/${app.id}`,
    "x-contentful-space-id": name.space,
    "x-contentful-environment-id": name.environment,
    "x-contentful-user-id": user,
  };
  const signature = signContentful({
    secret: app.signingSecret,
    method: request.method,
    url: request.path,
    headers: { ...request.headers, ...context },
    body: request.body ?? "",
    nowMs,
  });
  return {
    sys: { type: "AppSignedRequest", appDefinition: link("AppDefinition", app.id), ...placeOf(name) },
    additionalHeaders: { ...signature, ...context },
  };
}
