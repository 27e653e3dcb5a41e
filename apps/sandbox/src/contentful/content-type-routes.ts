import { Hono } from "hono";
import { badRequest, invalid, notFound, versionMismatch } from "./contentful-error.ts";
import { ContentType } from "./content-type.ts";
import { contentTypeAnswer } from "./entry-wire.ts";
import { sentJson, sentVersion } from "./management-request.ts";
import type { Space } from "./open-contentful.ts";

const Body = ContentType.pick({ name: true, description: true, displayField: true, fields: true });

/** `/content_types` of the management API. */
export function contentTypeRoutes(space: Space): Hono {
  const routes = new Hono();
  const types = () => space.state.value.contentTypes;
  const keep = (type: ContentType): object => {
    types()[type.id] = type;
    space.state.changed();
    return contentTypeAnswer(type, space.name, true);
  };
  routes.get("/", (c) => {
    const items = Object.values(types()).map((type) => contentTypeAnswer(type, space.name, true));
    return c.json({ sys: { type: "Array" }, total: items.length, skip: 0, limit: 100, items });
  });
  routes.get("/:id", (c) => {
    const type = types()[c.req.param("id")];
    return type === undefined ? notFound() : c.json(contentTypeAnswer(type, space.name, true));
  });
  routes.put("/:id", async (c) => {
    const id = c.req.param("id");
    const present = types()[id];
    if (present?.version !== sentVersion(c)) return versionMismatch();
    const body = Body.safeParse(await sentJson(c));
    if (!body.success)
      return invalid(
        body.error.issues.map((issue) => ({
          name: issue.code,
          path: issue.path.map(String),
          details: issue.message,
        })),
      );
    const now = new Date(space.nowMs()).toISOString();
    const version = (present?.version ?? 0) + 1;
    const next = { createdAt: now, ...present, ...body.data, id, version, updatedAt: now };
    return c.json(keep(next), present === undefined ? 201 : 200);
  });
  routes.put("/:id/published", (c) => {
    const type = types()[c.req.param("id")];
    if (type === undefined) return notFound();
    if (type.version !== sentVersion(c)) return versionMismatch();
    return c.json(
      keep({
        ...type,
        publishedVersion: type.version,
        version: type.version + 1,
        updatedAt: new Date(space.nowMs()).toISOString(),
      }),
    );
  });
  routes.delete("/:id/published", (c) => {
    const type = types()[c.req.param("id")];
    if (type?.publishedVersion === undefined)
      return type === undefined ? notFound() : badRequest("Not published");
    if (Object.values(space.state.value.entries).some((entry) => entry.contentType === type.id))
      return badRequest("Content Type has entries");
    const { publishedVersion: _, ...rest } = type;
    return c.json(keep({ ...rest, version: type.version + 1 }));
  });
  routes.delete("/:id", (c) => {
    const type = types()[c.req.param("id")];
    if (type === undefined) return notFound();
    if (type.publishedVersion !== undefined) return badRequest("Cannot deleted published");
    delete types()[type.id];
    space.state.changed();
    return c.body(null, 204);
  });
  return routes;
}
