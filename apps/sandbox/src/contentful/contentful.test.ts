import { verifyRequest } from "@contentful/node-apps-toolkit";
import { createClient as deliveryClient } from "contentful";
import { createClient as managementClient } from "contentful-management";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestSandbox, WEBHOOK_SECRET } from "../sandbox-under-test.ts";
import type { TestSandbox } from "../sandbox-under-test.ts";

let box: TestSandbox;
let hookStatus = 202;
beforeAll(async () => {
  box = await openTestSandbox(() => ({ status: hookStatus }));
});
afterAll(() => box.close());

const management = () =>
  managementClient(
    { accessToken: "cma", host: box.contentful, insecure: true, retryOnError: false },
    { defaults: { spaceId: "nonstop", environmentId: "master" } },
  );
const delivery = () =>
  deliveryClient({
    space: "nonstop",
    accessToken: "cda",
    host: box.contentful,
    insecure: true,
    adapter: "fetch",
    retryOnError: false,
  });
const us = <T>(value: T) => ({ "en-US": value });
const link = (id: string) => ({ sys: { type: "Link", linkType: "Entry", id } });

async function publish(contentTypeId: string, entryId: string, fields: Record<string, unknown>) {
  const wire = Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, us(value)]));
  const draft = await management().entry.createWithId({ contentTypeId, entryId }, { fields: wire });
  return management().entry.publish({ entryId }, draft);
}
const problem = (promise: Promise<unknown>): Promise<{ name: string; message: string }> =>
  promise.then(
    () => ({ name: "none", message: "" }),
    (error: unknown) => error as { name: string; message: string },
  );

describe("the management API, through the official client", () => {
  it("takes a picture, processes it, and delivers it once it is published", async () => {
    const { asset } = management();
    const file = { fileName: "portrait.png", contentType: "image/png", upload: "https://example.com/a.png" };
    const fields = { title: us("Ada"), file: us(file) };
    const made = await asset.createWithId({ assetId: "face" }, { fields });
    const processed = await asset.processForAllLocales({}, made);
    expect((await delivery().getAssets()).items).toEqual([]);
    await asset.publish({ assetId: "face" }, processed);
    const [found] = (await delivery().getAssets({ "sys.id[in]": ["face"] })).items;
    expect(found?.fields.file).toMatchObject({
      contentType: "image/png",
      details: { image: { width: 640, height: 640 } },
    });
    const picture = await fetch(`http:${String(found?.fields.file?.url)}?w=160`);
    const bytes = new Uint8Array(await picture.arrayBuffer());
    expect(new TextDecoder("latin1").decode(bytes.subarray(1, 4))).toBe("PNG");
  });

  it("counts versions as the service does", async () => {
    const cma = management();
    const draft = await cma.entry.createWithId(
      { contentTypeId: "person", entryId: "ada" },
      { fields: { name: us("Ada") } },
    );
    expect(draft.sys.version).toBe(1);
    const first = await cma.entry.publish({ entryId: "ada" }, draft);
    expect(first.sys).toMatchObject({ version: 2, publishedVersion: 1, publishedCounter: 1 });
    const edited = await cma.entry.update({ entryId: "ada" }, { ...first, fields: { name: us("Ada L.") } });
    expect(edited.sys).toMatchObject({
      version: 3,
      publishedVersion: 1,
      fieldStatus: { "*": { "en-US": "changed" } },
    });
    const patched = await cma.entry.patch({ entryId: "ada", version: 3 }, [
      { op: "replace", path: "/fields/name/en-US", value: "Ada Lovelace" },
    ]);
    expect(patched.fields["name"]).toEqual(us("Ada Lovelace"));
    const second = await cma.entry.publish({ entryId: "ada" }, patched);
    expect(second.sys).toMatchObject({ version: 5, publishedVersion: 4, publishedCounter: 2 });
    const off = await cma.entry.unpublish({ entryId: "ada" });
    expect(off.sys.publishedVersion).toBeUndefined();
    expect(off.sys).toMatchObject({ version: 6, publishedCounter: 2 });
    expect((await cma.entry.archive({ entryId: "ada" })).sys.archivedVersion).toBe(6);
    await cma.entry.unarchive({ entryId: "ada" });
    await cma.entry.delete({ entryId: "ada" });
    expect((await problem(cma.entry.get({ entryId: "ada" }))).name).toBe("NotFound");
  });

  it("refuses a write from an older version", async () => {
    const cma = management();
    const draft = await cma.entry.create({ contentTypeId: "person" }, { fields: { name: us("Bob") } });
    await cma.entry.update({ entryId: draft.sys.id }, draft);
    expect((await problem(cma.entry.update({ entryId: draft.sys.id }, draft))).name).toBe("VersionMismatch");
    const again = { contentTypeId: "person", entryId: draft.sys.id };
    expect((await problem(cma.entry.createWithId(again, { fields: {} }))).name).toBe("VersionMismatch");
  });

  it("says on publish what is missing or wrong, by field", async () => {
    const cma = management();
    const draft = await cma.entry.create(
      { contentTypeId: "event" },
      {
        fields: {
          title: us("No start"),
          durationMinutes: us(0),
          slug: us("No Slug!"),
          studio: us(link("nowhere")),
        },
      },
    );
    const refusal = await problem(cma.entry.publish({ entryId: draft.sys.id }, draft));
    const { details } = JSON.parse(refusal.message) as {
      details: { errors: { name: string; path: string[] }[] };
    };
    expect(details.errors.map((error) => [error.name, error.path[1]])).toEqual([
      ["required", "startsAt"],
      ["range", "durationMinutes"],
      ["notResolvable", "studio"],
      ["regexp", "slug"],
    ]);
    const unknown = await problem(
      cma.entry.create({ contentTypeId: "event" }, { fields: { titel: us("x") } }),
    );
    expect(unknown.message).toContain("titel");
  });

  it("keeps published entries from being deleted, and unpublished ones from being unpublished", async () => {
    await publish("person", "kept", { name: "Kept" });
    expect((await problem(management().entry.delete({ entryId: "kept" }))).message).toContain(
      "Cannot deleted published",
    );
    await management().entry.unpublish({ entryId: "kept" });
    expect((await problem(management().entry.unpublish({ entryId: "kept" }))).message).toContain(
      "Not published",
    );
  });

  it("has nothing by the names that every object has", async () => {
    for (const entryId of ["constructor", "__proto__"])
      expect((await problem(management().entry.get({ entryId }))).name).toBe("NotFound");
    const made = await publish("person", "__proto__", { name: "Proto" });
    expect(made.sys).toMatchObject({ id: "__proto__", version: 2 });
  });

  it("wants a token it knows", async () => {
    const stranger = deliveryClient({
      space: "nonstop",
      accessToken: "guess",
      host: box.contentful,
      insecure: true,
      retryOnError: false,
    });
    expect((await problem(stranger.getEntries())).name).toBe("AccessTokenInvalid");
  });

  it("keeps webhook definitions", async () => {
    const made = await management().webhook.create(
      {},
      {
        name: "other",
        url: "http://127.0.0.1:9/none",
        topics: ["Asset.*"],
        headers: [{ key: "x", value: "hidden", secret: true }],
      },
    );
    expect(made.headers).toEqual([{ key: "x", secret: true }]);
    const all = await management().webhook.getMany({});
    expect(all.items.map((each) => each.name)).toEqual(["Nonstop", "other"]);
    await management().webhook.delete({ webhookDefinitionId: made.sys.id });
  });
});

describe("an alias of the environment, through the official client", () => {
  it("leads to it, is named by it, and what is changed under it is told under it", async () => {
    const cma = management();
    const environmentAliasId = "live";
    await cma.environmentAlias.createWithId(
      { environmentAliasId },
      { environment: { sys: { type: "Link", linkType: "Environment", id: "master" } } },
    );
    const named = (id: string) => ({ sys: expect.objectContaining({ id }) as object });
    expect((await cma.environment.get({})).sys.aliases).toEqual([named("live")]);
    expect((await cma.environment.get({ environmentId: "live" })).sys).toMatchObject({
      aliasedEnvironment: named("master"),
    });
    const at = { environmentId: "live", entryId: "by-alias" };
    const draft = await cma.entry.createWithId(
      { ...at, contentTypeId: "person" },
      { fields: { name: us("Ada") } },
    );
    await cma.entry.publish(at, draft);
    expect((await cma.entry.get({ entryId: "by-alias" })).fields["name"]).toEqual(us("Ada"));
    const hook = await box.hook(({ body }) => body.includes('"by-alias"'));
    expect(JSON.parse(hook.body)).toMatchObject({ sys: { environment: named("live") } });
  });
});

describe("the delivery API, through the official client", () => {
  beforeAll(async () => {
    await publish("person", "grace", { name: "Grace Hopper" });
    await publish("recording", "film", { title: "Film", asset: "film", durationSeconds: 60 });
    await publish("event", "late", {
      title: "Late show",
      slug: "late-show",
      startsAt: "2026-12-01T23:00+02:00",
      durationMinutes: 30,
      presenters: [link("grace")],
      recording: link("film"),
      joinUrl: "https://secret.example/j/1",
    });
    await publish("event", "early", {
      title: "Early show",
      slug: "early-show",
      startsAt: "2026-12-01T20:30Z",
    });
  });

  it("resolves links, and never shows omitted fields", async () => {
    const [late] = (
      await delivery().getEntries({ content_type: "event", "fields.slug": "late-show" } as object)
    ).items;
    expect(late?.fields).toMatchObject({
      presenters: [{ fields: { name: "Grace Hopper" } }],
      recording: { fields: { asset: "film" } },
    });
    expect(JSON.stringify(late)).not.toContain("secret.example");
    const [draft] = (await management().entry.getMany({ query: { "sys.id": "late" } })).items;
    expect(draft?.fields["joinUrl"]).toEqual(us("https://secret.example/j/1"));
  });

  it("compares dates as instants, orders, selects and pages", async () => {
    const ask = async (query: object) =>
      (await delivery().getEntries({ content_type: "event", ...query } as object)).items.map(
        (each) => each.sys.id,
      );
    expect(await ask({ order: ["fields.startsAt"] })).toEqual(["early", "late"]);
    expect(await ask({ "fields.startsAt[gte]": "2026-12-01T21:00:00Z" })).toEqual(["late"]);
    expect(await ask({ "fields.startsAt[lt]": "2026-12-01T21:00:00Z" })).toEqual(["early"]);
    expect(await ask({ "sys.id[in]": ["late", "nobody"] })).toEqual(["late"]);
    expect(await ask({ "fields.presenters.sys.id": "grace" })).toEqual(["late"]);
    expect(await ask({ order: ["-fields.startsAt"], limit: 1, skip: 1 })).toEqual(["early"]);
    const [chosen] = (
      await delivery().getEntries({
        content_type: "event",
        select: ["fields.title"],
        "sys.id": "late",
      } as object)
    ).items;
    expect(chosen?.fields).toEqual({ title: "Late show" });
    expect((await problem(delivery().getEntries({ "fields.slug": "x" } as object))).name).toBe(
      "InvalidQuery",
    );
  });

  it("shows what was published, not the draft, and nothing once unpublished", async () => {
    const draft = await management().entry.get({ entryId: "early" });
    await management().entry.update(
      { entryId: "early" },
      { ...draft, fields: { ...draft.fields, title: us("Changed") } },
    );
    expect((await delivery().getEntry("early")).fields).toMatchObject({ title: "Early show" });
    expect((await delivery().withAllLocales.getEntry("early")).fields).toMatchObject({
      title: us("Early show"),
    });
    const before = await delivery().sync({ initial: true, content_type: "event", type: "Entry" });
    expect(before.entries.map((each) => each.sys.id).sort()).toEqual(["early", "late"]);
    await management().entry.unpublish({ entryId: "early" });
    expect(await problem(delivery().getEntry("early"))).toMatchObject({ sys: { id: "NotFound" } });
    const after = await delivery().sync({ nextSyncToken: before.nextSyncToken ?? "" });
    expect(after.deletedEntries.map((each) => each.sys.id)).toEqual(["early"]);
    expect((await delivery().getContentTypes()).items.map((each) => each.sys.id).sort()).toEqual([
      "collection",
      "encoder",
      "event",
      "person",
      "programming",
      "recording",
      "show",
      "studio",
    ]);
  });
});

describe("webhooks", () => {
  const byTopic = (topic: string, id: string) =>
    box.hook(
      (hook) =>
        hook.headers["x-contentful-topic"] === `ContentManagement.${topic}` && hook.body.includes(`"${id}"`),
    );
  const isGenuine = (hook: { path: string; headers: object; body: string }): boolean =>
    verifyRequest(WEBHOOK_SECRET, {
      method: "POST",
      path: hook.path,
      headers: hook.headers as Record<string, string>,
      body: hook.body,
    });

  it("tell a publish in delivery's shape, signed for the official verifier", async () => {
    await publish("event", "told", {
      title: "Told",
      slug: "told",
      startsAt: "2026-12-02T20:00Z",
      passcode: "123456",
    });
    const hook = await byTopic("Entry.publish", "told");
    expect(isGenuine(hook)).toBe(true);
    expect(String(hook.headers["x-contentful-signed-headers"]).split(",")).toEqual(
      expect.arrayContaining(["x-contentful-topic", "x-contentful-idempotency-key", "x-contentful-crn"]),
    );
    const body = JSON.parse(hook.body) as { sys: Record<string, unknown>; fields: Record<string, unknown> };
    expect(body.sys).toMatchObject({ type: "Entry", id: "told", revision: 1, publishedVersion: 1 });
    expect(body.sys["version"]).toBeUndefined();
    expect(body.fields["title"]).toEqual(us("Told"));
    expect(hook.body).not.toContain("123456");
  });

  it("tell unpublish, archive and delete without fields; a save is not told", async () => {
    await publish("person", "gone", { name: "Gone" });
    await management().entry.unpublish({ entryId: "gone" });
    await management().entry.archive({ entryId: "gone" });
    await management().entry.delete({ entryId: "gone" });
    expect(JSON.parse((await byTopic("Entry.unpublish", "gone")).body)).not.toHaveProperty("fields");
    expect(JSON.parse((await byTopic("Entry.archive", "gone")).body)).toHaveProperty("sys.archivedAt");
    expect(JSON.parse((await byTopic("Entry.delete", "gone")).body)).toHaveProperty("sys.deletedAt");
    expect(box.hooks.some((hook) => String(hook.headers["x-contentful-topic"]).endsWith("save"))).toBe(false);
  });

  it("are tried again when the station fails, and the log keeps each call", async () => {
    const faults = (webhooks: object) =>
      fetch(`http://${box.contentful}/sandbox/faults`, {
        method: "POST",
        body: JSON.stringify({ contentful: { webhooks } }),
      });
    await faults({ retryDelaysMs: [5, 5] });
    hookStatus = 503;
    await publish("person", "retried", { name: "Retried" });
    const isRetried = (hook: { body: string }) => hook.body.includes('"retried"');
    await box.hook(() => box.hooks.filter(isRetried).length === 3);
    hookStatus = 202;
    const told = box.hooks.filter(isRetried);
    expect(new Set(told.map((hook) => hook.headers["x-contentful-idempotency-key"])).size).toBe(1);
    expect(told.every(isGenuine)).toBe(true);
    const calls = await fetch(`http://${box.contentful}/spaces/nonstop/webhooks/nonstop/calls`, {
      headers: { authorization: "Bearer cma" },
    });
    const { items } = (await calls.json()) as { items: { statusCode: number }[] };
    expect(items.some((item) => item.statusCode === 202)).toBe(true);
    await faults({ badSignature: true });
    await publish("person", "forged", { name: "Forged" });
    expect(isGenuine(await byTopic("Entry.publish", "forged"))).toBe(false);
    await faults({ badSignature: false });
  });
});

describe("the editor", () => {
  const send = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`http://${box.contentful}${path}`, {
      method: "POST",
      body: new URLSearchParams(form),
      redirect: "manual",
      headers,
    });

  it("publishes an event typed into its form, with the wall time's offset then", async () => {
    const made = await send("/new/event", {
      title: "Café at Nine",
      kind: "live",
      startsAt: "2026-07-01T21:00",
      timezone: "Europe/Lisbon",
      durationMinutes: "45",
      presenters: "grace",
      do: "publish",
    });
    expect([made.status, made.headers.get("location")]).toEqual([303, "/entries/cafe-at-nine"]);
    const { fields } = await delivery().getEntry("cafe-at-nine");
    expect(fields).toMatchObject({
      startsAt: "2026-07-01T21:00+01:00",
      durationMinutes: 45,
      kind: "live",
    });
    expect(fields).not.toHaveProperty("slug");
  });

  it("says what is missing, keeps what was typed, and shows what the station wrote", async () => {
    const refused = await send("/new/event", {
      title: "Sometime",
      kind: "live",
      startsAt: "",
      timezone: "UTC",
      do: "publish",
    });
    expect(refused.status).toBe(422);
    const text = await refused.text();
    expect(text).toContain("Starts at: ");
    expect(text).toContain('value="Sometime"');
    const draft = await management().entry.get({ entryId: "cafe-at-nine" });
    await management().entry.update(
      { entryId: "cafe-at-nine" },
      {
        ...draft,
        fields: { ...draft.fields, joinUrl: us("http://z/j/1?pwd=x"), provisionState: us("ready") },
      },
    );
    expect(await (await fetch(`http://${box.contentful}/entries/cafe-at-nine`)).text()).toContain(
      'href="http://z/j/1?pwd=x"',
    );
    await send("/entries/cafe-at-nine", {
      title: "Later",
      kind: "live",
      startsAt: "2026-07-01T22:00",
      timezone: "UTC",
      do: "publish",
    });
    expect((await management().entry.get({ entryId: "cafe-at-nine" })).fields).toMatchObject({
      joinUrl: us("http://z/j/1?pwd=x"),
      title: us("Later"),
    });
  });

  it("takes no writes from other pages", async () => {
    const foreign = await send(
      "/entries/cafe-at-nine",
      { do: "delete" },
      { origin: "http://elsewhere.example" },
    );
    expect(foreign.status).toBe(403);
    expect((await send("/entries/cafe-at-nine", { do: "delete" })).status).toBe(303);
  });
});
