import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import type { Context } from "hono";
import { html } from "hono/html";
import { slugOf } from "@nonstop/schedule/slug";
import { z } from "zod";
import { page } from "../pages/page.ts";
import { asText } from "../server/unknown-value.ts";
import { sameOriginWrites } from "../server/common-routes.ts";
import type { ContentType, Field } from "./content-type.ts";
import { fieldsOfForm, formText } from "./editor-form.ts";
import { valueIn } from "./editor-inputs.ts";
import type { FormValues } from "./editor-form.ts";
import { entryPage, listPage, STAND_IN } from "./editor-view.ts";
import { newEntry } from "./entry.ts";
import type { Entry } from "./entry.ts";
import type { Space } from "./open-contentful.ts";
import { EDITOR } from "./users.ts";
import { changeEntry, createEntry, restoreEntry, updateEntry } from "./write-entries.ts";
import type { Written } from "./write-entries.ts";

const Refusal = z.object({
  sys: z.object({ id: z.string() }),
  message: z.string().optional(),
  details: z
    .object({
      errors: z
        .array(
          z.looseObject({
            path: z.array(z.union([z.string(), z.number()])).optional(),
            details: z.string().optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});

/** Turns a refusal of the API into sentences that name the fields. */
async function problemsOf(answer: Response, type: ContentType): Promise<string[]> {
  const refusal = Refusal.parse(await answer.json());
  if (refusal.sys.id === "VersionMismatch")
    return ["Somebody else changed this entry meanwhile. Look again and repeat your change."];
  const errors = refusal.details?.errors ?? [];
  if (errors.length === 0) return [refusal.message ?? refusal.sys.id];
  return errors.map((error) => {
    const field = type.fields.find((each) => each.id === String(error.path?.[1]));
    return `${field?.name ?? "Entry"}: ${error.details ?? "is not valid"}`;
  });
}

/** An entry as an open form compares it: each field as the form sends it, and the version that it was saved at. */
function asFormSees(type: ContentType, entry: Entry): { version: number; values: Record<string, string> } {
  const textOf = (field: Field): string =>
    formText(field, valueIn(entry, field.id), valueIn(entry, "timezone"));
  const values = Object.fromEntries(type.fields.map((field) => [field.id, textOf(field)]));
  return { version: entry.version, values };
}

/** The editor, with lists and a form for each entry. It writes through the same functions as the API. */
export function editorPages(space: Space): Hono {
  const pages = new Hono();
  pages.use("/new/*", sameOriginWrites);
  pages.use("/entries/*", sameOriginWrites);
  const types = () => space.state.value.contentTypes;
  const missing = (c: Context): Response | Promise<Response> =>
    c.html(
      page({
        standIn: STAND_IN,
        title: "Not here",
        body: html`<h1>Not here</h1>
          <p><a href="/">All entries</a></p>`,
      }),
      404,
    );

  pages.get("/", (c) => c.html(listPage(space, c.req.query("type") ?? "event")));
  pages.get("/new/:type", (c) => {
    const type = types()[c.req.param("type")];
    return type === undefined
      ? missing(c)
      : c.html(entryPage(space, { type, entry: undefined, problems: [] }));
  });
  pages.get("/entries/:id", (c) => {
    const entry = space.state.value.entries[c.req.param("id")];
    const type = types()[entry?.contentType ?? ""];
    return type === undefined ? missing(c) : c.html(entryPage(space, { type, entry, problems: [] }));
  });

  const refuse = async (
    c: Context,
    type: ContentType,
    entry: Entry | undefined,
    answer: Response,
    draft: Entry,
  ) => c.html(entryPage(space, { type, entry, problems: await problemsOf(answer, type), draft }), 422);

  const form = async (c: Context): Promise<FormValues> => {
    const body = await c.req.parseBody({ all: true });
    return Object.fromEntries(
      Object.entries(body).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.map(String) : asText(value),
      ]),
    );
  };

  pages.post("/new/:type", async (c) => {
    const type = types()[c.req.param("type")];
    if (type === undefined) return missing(c);
    const values = await form(c);
    const fields = fieldsOfForm(type, {}, values);
    const name = slugOf(String(values["title"] ?? values["name"] ?? "")).slice(0, 40) || type.id;
    const isFree = space.state.value.entries[name] === undefined;
    const id = isFree ? name : `${name}-${randomBytes(3).toString("hex")}`;
    const metadata = { tags: [], concepts: [] };
    const draft = newEntry({ id, contentType: type.id, fields, metadata, by: { user: EDITOR, now: "" } });
    const made = createEntry(space, { id, contentType: type.id, fields, metadata, user: EDITOR });
    if (made.kind === "refused") return refuse(c, type, undefined, made.answer, draft);
    if (values["do"] === "publish") {
      const done = changeEntry(space, { id, change: "publish", version: made.entry.version, user: EDITOR });
      if (done.kind === "refused") return refuse(c, type, made.entry, done.answer, made.entry);
    }
    return c.redirect(`/entries/${id}`, 303);
  });

  pages.post("/entries/:id/auto-save", async (c) => {
    const entry = space.state.value.entries[c.req.param("id")];
    const type = types()[entry?.contentType ?? ""];
    if (entry === undefined || type === undefined) return c.json({ problems: ["It was deleted."] }, 404);
    const values = await form(c);
    const seen = Number(values["version"]);
    if (entry.version !== seen) return c.json({ ...asFormSees(type, entry), by: entry.updatedBy }, 409);
    const saved = updateEntry(space, {
      id: entry.id,
      version: seen,
      fields: fieldsOfForm(type, entry.fields, values),
      metadata: entry.metadata,
      user: EDITOR,
      isAutoSave: true,
    });
    if (saved.kind === "refused") return c.json({ problems: await problemsOf(saved.answer, type) }, 422);
    return c.json(asFormSees(type, saved.entry));
  });

  pages.post("/entries/:id", async (c) => {
    const entry = space.state.value.entries[c.req.param("id")];
    const type = types()[entry?.contentType ?? ""];
    if (entry === undefined || type === undefined) return missing(c);
    const values = await form(c);
    const { id } = entry;
    const change = (what: "publish" | "unpublish" | "delete", version: number): Written =>
      changeEntry(space, { id, change: what, version, user: EDITOR });
    if (values["do"] === "unpublish" || values["do"] === "delete") {
      const out = entry.publishedVersion === undefined ? undefined : change("unpublish", entry.version);
      if (out?.kind === "refused") return refuse(c, type, entry, out.answer, entry);
      if (values["do"] === "unpublish") return c.redirect(`/entries/${id}`, 303);
      const gone = change("delete", out?.entry.version ?? entry.version);
      return gone.kind === "refused"
        ? refuse(c, type, entry, gone.answer, entry)
        : c.redirect(`/?type=${type.id}`, 303);
    }
    if (values["do"] === "restore") {
      const restored = restoreEntry(space, { id, version: "last", user: EDITOR });
      if (restored.kind === "refused") return refuse(c, type, entry, restored.answer, entry);
      return c.redirect(`/entries/${id}`, 303);
    }
    // The station may write its own fields while people type. The form does not hold those, so there is no conflict.
    const fields = fieldsOfForm(type, entry.fields, values);
    const saved = updateEntry(space, {
      id,
      version: entry.version,
      fields,
      metadata: entry.metadata,
      user: EDITOR,
    });
    if (saved.kind === "refused") return refuse(c, type, entry, saved.answer, { ...entry, fields });
    if (values["do"] === "publish") {
      const done = change("publish", saved.entry.version);
      if (done.kind === "refused") return refuse(c, type, saved.entry, done.answer, saved.entry);
    }
    return c.redirect(`/entries/${id}`, 303);
  });
  return pages;
}
