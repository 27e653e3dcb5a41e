import { Hono } from "hono";
import { badRequest, invalid, notFound, versionMismatch } from "./contentful-error.ts";
import { ContentType } from "./content-type.ts";
import { editorOf } from "./editor-interface.ts";
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
    const wanted = c.req.query("sys.id[in]")?.split(",");
    const all = Object.values(types()).filter(({ id }) => wanted?.includes(id) ?? true);
    const [skip, limit] = [Number(c.req.query("skip") ?? 0), Number(c.req.query("limit") ?? 100)];
    const items = all.slice(skip, skip + limit).map((type) => contentTypeAnswer(type, space.name, true));
    return c.json({ sys: { type: "Array" }, total: all.length, skip, limit, items });
  });
  routes.get("/:id", (c) => {
    const type = types()[c.req.param("id")];
    return type === undefined ? notFound() : c.json(contentTypeAnswer(type, space.name, true));
  });
  routes.put("/:id", async (c) => {
    const id = c.req.param("id");
    const present = types()[id];
    // Contentful's migration tool makes a type as version 0.
    if ((present?.version ?? 0) !== (sentVersion(c) ?? 0)) return versionMismatch();
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
    const editors = space.state.value.editorInterfaces;
    editors[type.id] = editorOf(type, editors[type.id]);
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
    delete space.state.value.editorInterfaces[type.id];
    space.state.changed();
    return c.body(null, 204);
  });
  return routes;
}
