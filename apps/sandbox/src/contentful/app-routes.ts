import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import { AppBody, AppSecretBody, ORGANIZATION, type App } from "./app.ts";
import { badRequest, contentfulError, invalid, notFound, versionMismatch } from "./contentful-error.ts";
import { link, placeOf } from "./entry-wire.ts";
import { sentJson, sentVersion } from "./management-request.ts";
import type { Space } from "./open-contentful.ts";
import { RequestToSign, signedRequest } from "./sign-app-request.ts";

const definitionAnswer = ({ id, version, name, src, locations, createdAt, updatedAt }: App): object => ({
  sys: {
    type: "AppDefinition",
    id,
    version,
    organization: link("Organization", ORGANIZATION),
    shared: false,
    createdAt,
    updatedAt,
  },
  name,
  ...(src === undefined ? {} : { src }),
  locations,
});

const secretAnswer = (app: App, secret: string): object => ({
  sys: { type: "AppSigningSecret", appDefinition: link("AppDefinition", app.id) },
  redactedValue: secret.slice(-4),
});

/** The management API of the organization: the apps that it has defined. */
export function organizationRoutes(space: Space): Hono {
  const routes = new Hono().basePath(`/organizations/${ORGANIZATION}`);
  const apps = (): Record<string, App> => space.state.value.apps;
  const now = (): string => new Date(space.nowMs()).toISOString();

  routes.get("/app_definitions", (c) => {
    const items = Object.values(apps()).map(definitionAnswer);
    return c.json({ sys: { type: "Array" }, total: items.length, skip: 0, limit: 100, items });
  });
  routes.post("/app_definitions", async (c) => {
    const body = AppBody.safeParse(await sentJson(c));
    if (!body.success) return invalid([{ name: "required", path: ["name"] }]);
    const id = randomBytes(11).toString("base64url").replaceAll(/[-_]/g, "x");
    const app = { id, version: 1, createdAt: now(), updatedAt: now(), ...body.data, isInstalled: false };
    apps()[id] = app;
    space.state.changed();
    return c.json(definitionAnswer(app), 201);
  });
  routes.get("/app_definitions/:app", (c) => {
    const app = apps()[c.req.param("app")];
    return app === undefined ? notFound() : c.json(definitionAnswer(app));
  });
  routes.put("/app_definitions/:app", async (c) => {
    const present = apps()[c.req.param("app")];
    if (present === undefined) return notFound();
    if (present.version !== sentVersion(c)) return versionMismatch();
    const body = AppBody.safeParse(await sentJson(c));
    if (!body.success) return invalid([{ name: "required", path: ["name"] }]);
    // What an update does not name is taken out.
    const { src: _src, ...rest } = present;
    const app: App = { ...rest, ...body.data, version: present.version + 1, updatedAt: now() };
    apps()[present.id] = app;
    space.state.changed();
    return c.json(definitionAnswer(app));
  });
  routes.delete("/app_definitions/:app", (c) => {
    if (apps()[c.req.param("app")] === undefined) return notFound();
    delete apps()[c.req.param("app")];
    space.state.changed();
    return c.body(null, 204);
  });
  routes.get("/app_definitions/:app/signing_secret", (c) => {
    const app = apps()[c.req.param("app")];
    return app?.signingSecret === undefined ? notFound() : c.json(secretAnswer(app, app.signingSecret));
  });
  routes.put("/app_definitions/:app/signing_secret", async (c) => {
    const app = apps()[c.req.param("app")];
    if (app === undefined) return notFound();
    const body = AppSecretBody.safeParse(await sentJson(c));
    if (!body.success) return invalid([{ name: "regexp", path: ["value"] }]);
    app.signingSecret = body.data.value;
    space.state.changed();
    return c.json(secretAnswer(app, body.data.value));
  });
  return routes;
}

/** The management API below an environment: which apps are installed, and the signing of their pages' requests by `user`. */
export function installationRoutes(space: Space, user: string): Hono {
  const routes = new Hono();
  const installed = (id: string): App | undefined => {
    const app = space.state.value.apps[id];
    return app?.isInstalled === true ? app : undefined;
  };
  const answer = (app: App): object => ({
    sys: {
      type: "AppInstallation",
      appDefinition: link("AppDefinition", app.id),
      ...placeOf(space.name),
      createdAt: app.createdAt,
      updatedAt: app.updatedAt,
    },
  });
  routes.get("/app_installations", (c) => {
    const items = Object.values(space.state.value.apps)
      .filter((app) => app.isInstalled)
      .map(answer);
    return c.json({ sys: { type: "Array" }, total: items.length, skip: 0, limit: 100, items });
  });
  routes.get("/app_installations/:app", (c) => {
    const app = installed(c.req.param("app"));
    return app === undefined ? notFound() : c.json(answer(app));
  });
  routes.put("/app_installations/:app", (c) => {
    const app = space.state.value.apps[c.req.param("app")];
    if (app === undefined) return notFound();
    app.isInstalled = true;
    space.state.changed();
    return c.json(answer(app));
  });
  routes.delete("/app_installations/:app", (c) => {
    const app = installed(c.req.param("app"));
    if (app === undefined) return notFound();
    app.isInstalled = false;
    space.state.changed();
    return c.body(null, 204);
  });
  routes.post("/app_installations/:app/signed_requests", async (c) => {
    const app = installed(c.req.param("app"));
    if (app === undefined) return notFound();
    const { signingSecret } = app;
    if (signingSecret === undefined)
      return contentfulError(422, "UnprocessableEntity", "The app has no signing secret.");
    const request = RequestToSign.safeParse(await sentJson(c));
    if (!request.success) return badRequest("The request to sign needs a method and a path without a host.");
    const signed = signedRequest({ ...app, signingSecret }, request.data, {
      name: space.name,
      user,
      nowMs: space.nowMs(),
    });
    return c.json(signed, 201);
  });
  return routes;
}
