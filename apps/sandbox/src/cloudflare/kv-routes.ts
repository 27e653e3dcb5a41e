import { Hono } from "hono";
import { z } from "zod";
import type { Kept } from "../server/world.ts";
import { failed, ok, sent } from "../stream/envelope.ts";
import { type CloudflareState, objectId } from "./account-state.ts";
import { listed } from "./lists.ts";

const Title = z.object({ title: z.string().min(1).max(512) });

/** `/accounts/{account}/storage/kv/namespaces`. What is in a namespace is not kept. */
export function kvRoutes(kept: Kept<CloudflareState>): Hono {
  const api = new Hono();
  const { namespaces } = kept.value;
  const told = (namespace: { id: string; title: string }): object => ({
    ...namespace,
    supports_url_encoding: true,
  });
  const absent = (): Response => failed(404, 10013, "get namespace: 'namespace not found'");
  const isTaken = (title: string): boolean => namespaces.some((each) => each.title === title);
  const taken = (): Response =>
    failed(400, 10014, "create namespace: 'A namespace with this account ID and title already exists.'");
  api.get("/", (c) => listed(c, namespaces.map(told)));
  api.post("/", async (c) => {
    const body = await sent(c, Title);
    if (body instanceof Response) return body;
    if (isTaken(body.title)) return taken();
    const namespace = { id: objectId(), title: body.title };
    namespaces.push(namespace);
    kept.changed();
    return ok(told(namespace));
  });
  api.get("/:id", (c) => {
    const namespace = namespaces.find(({ id }) => id === c.req.param("id"));
    return namespace === undefined ? absent() : ok(told(namespace));
  });
  api.put("/:id", async (c) => {
    const namespace = namespaces.find(({ id }) => id === c.req.param("id"));
    if (namespace === undefined) return absent();
    const body = await sent(c, Title);
    if (body instanceof Response) return body;
    if (isTaken(body.title)) return taken();
    namespace.title = body.title;
    kept.changed();
    return ok(told(namespace));
  });
  api.delete("/:id", (c) => {
    const index = namespaces.findIndex(({ id }) => id === c.req.param("id"));
    if (index < 0) return absent();
    namespaces.splice(index, 1);
    kept.changed();
    return ok(null);
  });
  return api;
}
