import { Hono } from "hono";
import { invalid, notFound, versionMismatch } from "./contentful-error.ts";
import { EditorInterfaceBody, type EditorInterface } from "./editor-interface.ts";
import { link, placeOf } from "./entry-wire.ts";
import { sentJson, sentVersion } from "./management-request.ts";
import type { Space } from "./open-contentful.ts";

/** `/editor_interfaces` and `/content_types/{id}/editor_interface` of the management API. */
export function editorInterfaceRoutes(space: Space): Hono {
  const routes = new Hono();
  const kept = () => space.state.value.editorInterfaces;
  const answer = (type: string, { version, ...rest }: EditorInterface): object => ({
    ...rest,
    sys: {
      ...placeOf(space.name),
      id: "default",
      type: "EditorInterface",
      version,
      contentType: link("ContentType", type),
    },
  });
  routes.get("/editor_interfaces", (c) => {
    const items = Object.entries(kept()).map(([type, editor]) => answer(type, editor));
    return c.json({ sys: { type: "Array" }, total: items.length, skip: 0, limit: 1000, items });
  });
  routes.get("/content_types/:id/editor_interface", (c) => {
    const editor = kept()[c.req.param("id")];
    return editor === undefined ? notFound() : c.json(answer(c.req.param("id"), editor));
  });
  routes.put("/content_types/:id/editor_interface", async (c) => {
    const id = c.req.param("id");
    const [type, present] = [space.state.value.contentTypes[id], kept()[id]];
    if (type === undefined || present === undefined) return notFound();
    if (present.version !== sentVersion(c)) return versionMismatch();
    const body = EditorInterfaceBody.safeParse(await sentJson(c));
    const fields = new Set(type.fields.map((field) => field.id));
    const unknown = body.data?.controls.find(({ fieldId }) => !fields.has(fieldId));
    if (!body.success || unknown !== undefined)
      return invalid([{ name: "unknown", path: ["controls"], value: unknown?.fieldId }]);
    const { sys: _, ...sent } = body.data;
    const next = { ...sent, version: present.version + 1 };
    kept()[id] = next;
    space.state.changed();
    return c.json(answer(id, next));
  });
  return routes;
}
