import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import { badRequest, invalid, notFound, versionMismatch } from "./contentful-error.ts";
import { link } from "./entry-wire.ts";
import { sentJson, sentVersion } from "./management-request.ts";
import type { Space } from "./open-contentful.ts";
import { ScheduledActionBody, type ScheduledAction } from "./scheduled-action.ts";
import { TOKEN_USER } from "./users.ts";

/** As many as may be pending in an environment. */
const MAX_PENDING = 200;

/** `/scheduled_actions` of the management API. */
export function scheduledActionRoutes(space: Space): Hono {
  const routes = new Hono();
  const actions = () => space.state.value.scheduledActions;
  const find = (id: string): ScheduledAction | undefined => actions().find((each) => each.id === id);
  const now = (): string => new Date(space.nowMs()).toISOString();
  const keep = (action: ScheduledAction): object => {
    space.state.value.scheduledActions = [...actions().filter(({ id }) => id !== action.id), action];
    space.state.changed();
    return answer(action, space);
  };
  routes.get("/scheduled_actions", (c) => {
    const [entry, status, environment] = ["entity.sys.id", "sys.status", "environment.sys.id"].map((name) =>
      c.req.query(name),
    );
    if (environment === undefined) return badRequest("The query parameter environment.sys.id is required");
    const items = actions().filter(
      (each) => (entry ?? each.entry) === each.entry && (status ?? each.status) === each.status,
    );
    return c.json({
      sys: { type: "Array" },
      limit: 100,
      pages: {},
      items: items.map((each) => answer(each, space)),
    });
  });
  routes.get("/scheduled_actions/:id", (c) => {
    const found = find(c.req.param("id"));
    return found === undefined ? notFound() : c.json(answer(found, space));
  });
  routes.post("/scheduled_actions", async (c) => {
    const body = ScheduledActionBody.safeParse(await sentJson(c));
    if (!body.success)
      return invalid([{ name: "invalid", path: body.error.issues[0]?.path.map(String) ?? [] }]);
    const { entity, action, scheduledFor } = body.data;
    if (space.state.value.entries[entity.sys.id] === undefined)
      return notFound({ type: "Entry", id: entity.sys.id });
    if (Date.parse(scheduledFor.datetime) <= space.nowMs())
      return invalid([
        { name: "dateRange", path: ["scheduledFor", "datetime"], details: "It must be in the future." },
      ]);
    if (actions().filter(({ status }) => status === "scheduled").length >= MAX_PENDING)
      return badRequest("Too many scheduled actions");
    const made = {
      id: randomBytes(11).toString("hex"),
      version: 1,
      entry: entity.sys.id,
      environment: body.data.environment?.sys.id ?? space.name.environment,
      action,
      ...scheduledFor,
      status: "scheduled" as const,
      createdBy: TOKEN_USER,
      createdAt: now(),
      updatedAt: now(),
    };
    return c.json(keep(made), 201);
  });
  routes.put("/scheduled_actions/:id", async (c) => {
    const found = find(c.req.param("id"));
    if (found === undefined) return notFound();
    if (found.version !== sentVersion(c)) return versionMismatch();
    const body = ScheduledActionBody.safeParse(await sentJson(c));
    if (!body.success || found.status !== "scheduled") return invalid([{ name: "invalid", path: [] }]);
    const { action, scheduledFor } = body.data;
    return c.json(keep({ ...found, action, ...scheduledFor, version: found.version + 1, updatedAt: now() }));
  });
  routes.delete("/scheduled_actions/:id", (c) => {
    const found = find(c.req.param("id"));
    if (found === undefined) return notFound();
    return c.json(keep({ ...found, status: "canceled", version: found.version + 1, updatedAt: now() }));
  });
  return routes;
}

function answer(action: ScheduledAction, space: Space): object {
  const { entry, environment, datetime, timezone, error, ...rest } = action;
  return {
    sys: {
      type: "ScheduledAction",
      id: rest.id,
      version: rest.version,
      status: rest.status,
      space: link("Space", space.name.space),
      createdAt: rest.createdAt,
      createdBy: link("User", rest.createdBy),
      updatedAt: rest.updatedAt,
      updatedBy: link("User", rest.createdBy),
    },
    entity: link("Entry", entry),
    environment: link("Environment", environment),
    action: rest.action,
    scheduledFor: { datetime, ...(timezone === undefined ? {} : { timezone }) },
    ...(error === undefined
      ? {}
      : { error: { sys: { type: "Error", id: error.id }, message: error.message } }),
  };
}
