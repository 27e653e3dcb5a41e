import { createClient } from "contentful-management";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestSandbox, type Hook, type TestSandbox } from "../sandbox-under-test.ts";

let box: TestSandbox;
beforeAll(async () => {
  box = await openTestSandbox(() => ({ status: 202 }));
});
afterAll(() => box.close());

const us = (value: unknown) => ({ "en-US": value });
const management = () =>
  createClient(
    { accessToken: "cma", host: box.contentful, insecure: true, retryOnError: false },
    { defaults: { spaceId: "nonstop", environmentId: "master" } },
  );
const faults = (contentful: object) =>
  fetch(`http://${box.contentful}/sandbox/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ contentful }),
  });

let entry = 0;
let entryId = "";
beforeEach(async () => {
  entryId = `open-${(entry += 1)}`;
  const fields = { title: us("Talk"), kind: us("live"), startsAt: us("2027-07-01T20:00+01:00") };
  const draft = await management().entry.createWithId({ contentTypeId: "event", entryId }, { fields });
  await management().entry.publish({ entryId }, draft);
});

/** The page of an entry as a browser has it: the values of its form. */
async function openForm(): Promise<Record<string, string>> {
  const text = await (await fetch(`http://${box.contentful}/entries/${entryId}`)).text();
  const plain = (value: string): string => value.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  const inputs = [...text.matchAll(/<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"/gs)];
  const areas = [...text.matchAll(/<textarea[^>]*?name="([^"]+)"[^>]*>([^<]*)</g)];
  const selects = [...text.matchAll(/<select[^>]*?name="([^"]+)".*?<\/select>/gs)].map(([all, name]) => {
    const chosen = /<option\s+(?:value="([^"]*)"\s+)?selected\s*>([^<]*)/.exec(all);
    return [name ?? "", chosen?.[1] ?? chosen?.[2] ?? ""] as const;
  });
  const values = [...inputs, ...areas].map(([, name, value]) => [name ?? "", plain(value ?? "")] as const);
  return Object.fromEntries([...values, ...selects]);
}
const post = (path: string, form: Record<string, string>) =>
  fetch(`http://${box.contentful}${path}`, {
    method: "POST",
    body: new URLSearchParams(form),
    redirect: "manual",
  });
const autoSave = (form: Record<string, string>) => post(`/entries/${entryId}/auto-save`, form);
/** The station writes into the entry, as it does. */
async function writeBack(fields: Record<string, string>): Promise<void> {
  const now = await management().entry.get({ entryId });
  const said = Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, us(value)]));
  await management().entry.update({ entryId }, { ...now, fields: { ...now.fields, ...said } });
}
const fieldsNow = async () => (await management().entry.get({ entryId })).fields;

describe("an entry that somebody has open", () => {
  it("is saved as they type, at the version that they have seen", async () => {
    const form = await openForm();
    const saved = await autoSave({ ...form, title: "Talk tonight" });
    expect(saved.status).toBe(200);
    expect(await saved.json()).toMatchObject({ version: Number(form["version"]) + 1 });
    expect(await fieldsNow()).toMatchObject({
      title: us("Talk tonight"),
      startsAt: us("2027-07-01T20:00+01:00"),
    });
  });

  it("tells them that the station was faster, and neither loses a word", async () => {
    const form = await openForm();
    await writeBack({ joinUrl: "https://zoom.example/j/1", provisionState: "ready" });
    const refused = await autoSave({ ...form, title: "Talk tonight" });
    expect(refused.status).toBe(409);
    const now = (await refused.json()) as { version: number; values: Record<string, string>; by: string };
    expect(now).toMatchObject({ by: "token-user", values: { joinUrl: "https://zoom.example/j/1" } });
    const was = { "was.joinUrl": now.values["joinUrl"] ?? "", joinUrl: now.values["joinUrl"] ?? "" };
    const again = { ...form, ...was, title: "Talk tonight", version: String(now.version) };
    expect((await autoSave(again)).status).toBe(200);
    expect(await fieldsNow()).toMatchObject({
      title: us("Talk tonight"),
      joinUrl: us("https://zoom.example/j/1"),
      provisionState: us("ready"),
    });
  });

  it("keeps what was written since when it is published from a page that was opened before", async () => {
    const form = await openForm();
    await writeBack({ joinUrl: "https://zoom.example/j/2" });
    await post(`/entries/${entryId}`, { ...form, title: "Published", do: "publish" });
    expect(await fieldsNow()).toMatchObject({
      title: us("Published"),
      joinUrl: us("https://zoom.example/j/2"),
    });
  });

  it("shows what the station writes, where it can be changed, and nothing of a disabled field", async () => {
    await writeBack({ joinUrl: "https://zoom.example/j/3" });
    const form = await openForm();
    expect(form["joinUrl"]).toBe("https://zoom.example/j/3");
    await post(`/entries/${entryId}`, { ...form, joinUrl: "https://elsewhere.example", do: "save" });
    expect(await fieldsNow()).toMatchObject({ joinUrl: us("https://elsewhere.example") });

    const contentTypeId = "event";
    const type = await management().contentType.get({ contentTypeId });
    const fields = type.fields.map((field) =>
      field.id === "joinUrl" ? { ...field, disabled: true } : field,
    );
    const changed = await management().contentType.update({ contentTypeId }, { ...type, fields });
    expect(await openForm()).not.toHaveProperty("joinUrl");
    const back = { ...changed, fields: type.fields };
    await management().contentType.update({ contentTypeId }, back);
  });

  it("calls the webhooks that ask for it, with a topic of its own", async () => {
    const [ours] = (await management().webhook.getMany({})).items;
    const typing = { name: "Typing", url: ours?.url ?? "", topics: ["Entry.auto_save"], headers: [] };
    const { sys } = await management().webhook.create({}, typing);
    const form = await openForm();
    await autoSave({ ...form, title: "Typed" });
    const hook = await box.hook(
      ({ headers, body }) =>
        headers["x-contentful-topic"] === "ContentManagement.Entry.auto_save" && body.includes(entryId),
    );
    expect(JSON.parse(hook.body)).toMatchObject({
      sys: { type: "Entry", version: 3, publishedVersion: 1, fieldStatus: { "*": { "en-US": "changed" } } },
      fields: { title: us("Typed") },
    });
    await management().webhook.delete({ webhookDefinitionId: sys.id });
  });
});

describe("the date field", () => {
  it.each([
    ["+05:30", "2027-07-01T21:30+05:30"],
    ["none", "2027-07-01T21:30"],
    ["date", "2027-07-01"],
    ["zone", "2027-07-01T21:30+01:00"],
  ])("takes any offset: %s", async (offset, stored) => {
    const form = await openForm();
    const typed = { startsAt: "2027-07-01T21:30", "startsAt.offset": offset, timezone: "Europe/Lisbon" };
    await post(`/entries/${entryId}`, { ...form, ...typed, do: "save" });
    expect(await fieldsNow()).toMatchObject({ startsAt: us(stored) });
    const again = await openForm();
    expect(again["startsAt.offset"]).toBe(offset);
    await post(`/entries/${entryId}`, { ...again, title: "Other", do: "save" });
    expect(await fieldsNow()).toMatchObject({ startsAt: us(stored) });
  });
});

describe("what is scheduled", () => {
  const schedule = (action: "publish" | "unpublish", inMs: number) =>
    management().scheduledActions.create(
      {},
      {
        entity: { sys: { type: "Link", linkType: "Entry", id: entryId } },
        environment: { sys: { type: "Link", linkType: "Environment", id: "master" } },
        scheduledFor: { datetime: new Date(Date.now() + inMs).toISOString(), timezone: "Europe/Lisbon" },
        action,
      },
    );
  const read = (scheduledActionId: string) =>
    management().scheduledActions.get({ scheduledActionId, environmentId: "master" });
  const told = (topic: string): Promise<Hook> =>
    box.hook(
      ({ headers, body }) =>
        headers["x-contentful-topic"] === `ContentManagement.Entry.${topic}` &&
        headers["x-contentful-scheduled-action-id"] !== undefined &&
        body.includes(entryId),
    );

  it("is published and unpublished at its time, and its webhook names the action", async () => {
    await writeBack({ title: "At its time" });
    const publish = await schedule("publish", 300);
    expect(publish.sys.status).toBe("scheduled");
    const hook = await told("publish");
    expect(hook.headers["x-contentful-scheduled-action-id"]).toBe(publish.sys.id);
    expect(hook.body).toContain("At its time");
    expect((await read(publish.sys.id)).sys.status).toBe("succeeded");
    await schedule("unpublish", 300);
    await told("unpublish");
    expect((await management().entry.get({ entryId })).sys.publishedVersion).toBeUndefined();
  });

  it("can be called off, and fails when the entry cannot be published", async () => {
    const off = await schedule("unpublish", 3_600_000);
    await management().scheduledActions.delete({ scheduledActionId: off.sys.id, environmentId: "master" });
    expect((await read(off.sys.id)).sys.status).toBe("canceled");
    const now = await management().entry.get({ entryId });
    const { startsAt: _startsAt, ...fields } = now.fields;
    await management().entry.update({ entryId }, { ...now, fields });
    const fails = await schedule("publish", 200);
    await expect.poll(async () => (await read(fails.sys.id)).sys.status).toBe("failed");
    expect((await read(fails.sys.id)).error?.sys.id).toBe("ValidationFailed");
  });
});

describe("payloads as they have been over the years", () => {
  it("name what was unpublished as an entry or as a deleted one, with its environment or without", async () => {
    const gone = async (): Promise<{ type: string; environment?: unknown }> => {
      const from = box.hooks.length;
      const draft = await management().entry.get({ entryId });
      if (draft.sys.publishedVersion === undefined) await management().entry.publish({ entryId }, draft);
      await management().entry.unpublish({ entryId });
      const hook = await box.hook(
        (each) =>
          box.hooks.indexOf(each) >= from &&
          each.headers["x-contentful-topic"] === "ContentManagement.Entry.unpublish" &&
          each.body.includes(entryId),
      );
      return (JSON.parse(hook.body) as { sys: { type: string; environment?: unknown } }).sys;
    };
    expect(await gone()).toMatchObject({ type: "DeletedEntry", environment: {} });
    await faults({ payloads: { deletedAs: "Entry", tellsEnvironment: false } });
    const other = await gone();
    expect(other.type).toBe("Entry");
    expect(other.environment).toBeUndefined();
    await faults({ payloads: {} });
  });
});

describe("a space that others use too", () => {
  it("tells its environments and aliases, makes delivery keys that work, and has as many webhooks as its plan allows", async () => {
    await management().environmentAlias.createWithId(
      { environmentAliasId: "live" },
      { environment: { sys: { type: "Link", linkType: "Environment", id: "master" } } },
    );
    expect((await management().environmentAlias.getMany({})).items.map(({ sys }) => sys.id)).toEqual([
      "live",
    ]);
    const key = await management().apiKey.create(
      {},
      { name: "Site", environments: [{ sys: { type: "Link", linkType: "Environment", id: "master" } }] },
    );
    const asked = await fetch(`http://${box.contentful}/spaces/nonstop/environments/live/entries`, {
      headers: { authorization: `Bearer ${key.accessToken}` },
    });
    expect(asked.status).toBe(200);
    await faults({ maxWebhooks: 1 });
    const refused = await management()
      .webhook.create({}, { name: "One more", url: "http://127.0.0.1:9/", topics: ["*.*"], headers: [] })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: "UsageExceeded" });
    await faults({ maxWebhooks: 20 });
  });

  it("lets nobody do what they have no right to, and says whose role lacks it", async () => {
    await faults({ missingRights: ["content-model", "entries"] });
    const now = await management().entry.get({ entryId });
    expect(
      await management()
        .entry.update({ entryId }, now)
        .catch((error: unknown) => error),
    ).toMatchObject({
      name: "AccessDenied",
    });
    const member = await management().spaceMember.get({ spaceMemberId: "token-user" });
    expect(member.admin).toBe(false);
    const role = await management().role.get({ roleId: member.roles[0]!.sys.id });
    expect(role.permissions.ContentModel).toEqual(["read"]);
    await faults({ missingRights: [] });
  });
});

describe("the editor's list", () => {
  it("says of which show an event is that has no title of its own", async () => {
    const create = (contentTypeId: string, id: string, fields: Record<string, unknown>) =>
      management().entry.createWithId({ contentTypeId, entryId: id }, { fields });
    await create("show", "harbour", { title: us("Harbour Hour") });
    const link = { sys: { type: "Link", linkType: "Entry", id: "harbour" } };
    await create("event", "harbour-1", { show: us(link), startsAt: us("2027-07-01T20:00+01:00") });
    const list = await (await fetch(`http://${box.contentful}/?type=event`)).text();
    expect(list).toContain("of <bdi>Harbour Hour</bdi>");
  });
});

describe("the editor's form", () => {
  it("takes tags of several words, between commas", async () => {
    const origin = `http://${box.contentful}`;
    const body = new URLSearchParams({ title: "Sea", asset: "sea", tags: "late night, quiet", do: "save" });
    await fetch(`${origin}/new/recording`, { method: "POST", body, headers: { origin } });
    const all = await management().entry.getMany({
      query: { content_type: "recording", "fields.asset": "sea" },
    });
    expect(all.items[0]?.fields["tags"]).toEqual(us(["late night", "quiet"]));
  });
});
