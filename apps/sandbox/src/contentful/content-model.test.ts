import { createClient } from "contentful-management";
import { planModel, type ModelPlan } from "@nonstop/content-model/plan";
import { readPresentModel, type ModelRequest } from "@nonstop/content-model/present-model";
import { runPlan } from "@nonstop/content-model/run-plan";
import { afterEach, expect, it } from "vitest";
import { openTestSandbox, type TestSandbox } from "../sandbox-under-test.ts";
import { seededContentTypes, seededEditorInterfaces } from "./seeded-content-types.ts";

let box: TestSandbox | undefined;
afterEach(async () => {
  await box?.close();
  box = undefined;
});

type Client = Awaited<ReturnType<typeof emptySpace>>["client"];

async function emptySpace() {
  box = await openTestSandbox(() => ({ status: 202 }), { CONTENTFUL_EMPTY: "1" });
  const host = box.contentful;
  const client = createClient(
    { accessToken: "cma", host, insecure: true, retryOnError: false },
    { defaults: { spaceId: "nonstop", environmentId: "master" } },
  );
  const request: ModelRequest = ({ url, ...config }) =>
    client.raw.http(`http://${host}/spaces/nonstop/environments/master${url}`, config as object);
  const migrate = async (): Promise<ModelPlan> => {
    const plan = planModel(await readPresentModel(request));
    await runPlan(request, plan);
    return plan;
  };
  return { client, request, migrate };
}

it("migrating an empty space gives the model that a seeded space has, and once more changes nothing", async () => {
  const { client, migrate } = await emptySpace();
  const first = await migrate();
  expect(first.problems).toEqual([]);
  expect(first.steps.map(({ kind }) => kind)).toEqual(Array(8).fill("make-type"));
  const { items } = await client.contentType.getMany({});
  for (const seed of Object.values(seededContentTypes(""))) {
    const made = items.find(({ sys }) => sys.id === seed.id);
    expect(made).toMatchObject({ name: seed.name, displayField: seed.displayField });
    expect(made?.fields, seed.id).toEqual(seed.fields);
    expect(made?.sys.publishedVersion).toBe((made?.sys.version ?? 0) - 1);
    const editor = await client.editorInterface.get({ contentTypeId: seed.id });
    expect(editor.controls, seed.id).toEqual(seededEditorInterfaces()[seed.id]?.controls);
  }
  expect(await migrate()).toEqual({ steps: [], problems: [] });
});

/** What an earlier station left: its own fields hidden when editing, a title required, no shows, and a field of the team's. */
async function leaveEarlierModel(client: Client): Promise<void> {
  const { event, person } = seededContentTypes("");
  const added = ["show", "channel", "producers", "guestNote", "guestInvites", "guestChecks", "occurrence"];
  const sponsor = {
    id: "sponsor",
    name: "Sponsor",
    type: "Symbol",
    required: true,
    localized: false,
  };
  const kind = { validations: [{ in: ["live", "film"] }] };
  const fields = event!.fields
    .filter(({ id }) => !added.includes(id))
    .map((field) => ({
      ...field,
      disabled: field.omitted === true,
      required: field.required === true || field.id === "title",
      ...(field.id === "kind" ? kind : {}),
    }));
  await makeType(client, "event", [sponsor, ...fields]);
  const isEarlier = (id: string): boolean => id !== "email" && id !== "timezone";
  await makeType(
    client,
    "person",
    person!.fields.filter(({ id }) => isEarlier(id)),
  );
  const fieldsOfEntry = { title: { "en-US": "Kept" }, startsAt: { "en-US": "2027-01-01T20:00Z" } };
  const own = { sponsor: { "en-US": "Acme" }, joinUrl: { "en-US": "https://zoom.example/j/1" } };
  const entry = { fields: { ...fieldsOfEntry, ...own } };
  const made = await client.entry.createWithId({ contentTypeId: "event", entryId: "kept" }, entry);
  await client.entry.publish({ entryId: "kept" }, made);
}

async function makeType(client: Client, contentTypeId: string, fields: object[]): Promise<void> {
  const body = { name: contentTypeId, fields: fields as never };
  const made = await client.contentType.createWithId({ contentTypeId }, body);
  await client.contentType.publish({ contentTypeId }, made);
}

it("upgrades an earlier model: what was hidden is shown, what the team made stays", async () => {
  const { client, migrate } = await emptySpace();
  await leaveEarlierModel(client);
  const editor = await client.editorInterface.get({ contentTypeId: "event" });
  const controls = editor.controls!.map((control) =>
    control.fieldId === "summary" ? { ...control, settings: { helpText: "Be brief." } } : control,
  );
  const sidebar = [{ widgetId: "team-app", widgetNamespace: "app" }];
  await client.editorInterface.update({ contentTypeId: "event" }, { ...editor, controls, sidebar });

  const plan = await migrate();
  expect(plan.problems).toEqual([]);
  const says = plan.steps.map(({ what }) => what);
  expect(says).toContain("Change the field event.joinUrl: shown when editing.");
  expect(says).toContain("Change the field event.title: may be empty.");
  expect(says).toContain("Change the field event.kind: takes more words.");
  expect(says).toContain("Add the field person.email (Mail address).");
  expect(says).not.toContain("summary");

  const { fields } = await client.contentType.get({ contentTypeId: "event" });
  const found = (id: string) => fields.find((field) => field.id === id);
  expect(fields.filter(({ disabled }) => disabled)).toEqual([]);
  expect(found("sponsor")).toMatchObject({ name: "Sponsor", required: true });
  expect(found("joinUrl")).toMatchObject({ omitted: true, disabled: false });
  expect(found("kind")?.validations).toEqual([
    { in: ["live", "film", "premiere", "replay", "slate", "block"] },
  ]);
  const order = fields.map(({ id }) => id);
  expect(order.slice(0, 3)).toEqual(["sponsor", "title", "show"]);
  expect(order.indexOf("guestInvites")).toBe(order.indexOf("invitation") + 1);
  const after = await client.editorInterface.get({ contentTypeId: "event" });
  expect(after.sidebar).toEqual(sidebar);
  const helpOf = (id: string) => after.controls!.find(({ fieldId }) => fieldId === id)?.settings?.helpText;
  expect(helpOf("summary")).toBe("Be brief.");
  expect(helpOf("joinUrl")).toContain("The station writes this");
  const entry = await client.entry.get({ entryId: "kept" });
  expect(entry.fields).toMatchObject({ sponsor: { "en-US": "Acme" }, title: { "en-US": "Kept" } });
  expect(entry.sys).toMatchObject({ publishedVersion: 1, version: 2 });

  expect(await migrate()).toEqual({ steps: [], problems: [] });
});

it.each([
  ["a field of another type", "event", ["title", "startsAt"], "startsAt", "event.startsAt"],
  ["a list of another kind", "show", ["title", "producers"], "producers", "show.producers"],
  ["none of its fields", "person", ["fullName"], "name", "person.name"],
])("reports a content type of the team's that has %s, and leaves it", async (_, type, ids, field, named) => {
  const { client, migrate } = await emptySpace();
  const fields = ids.map((id) => ({ id, name: id, type: "Text", required: false, localized: false }));
  await makeType(client, type, fields);
  const { steps, problems } = await migrate();
  expect(problems.map(({ what }) => what).join("\n")).toContain(named);
  for (const { cure } of problems) expect(cure).toMatch(/^(If it is to serve|Give your field another id)/);
  expect(problems.some(({ cure, what }) => `${what} ${cure}`.includes(field))).toBe(true);
  expect(steps.filter((step) => step.type === type)).toEqual([]);
  const left = await client.contentType.get({ contentTypeId: type });
  expect(left.fields.map(({ id }) => id)).toEqual(ids);
});

it("finishes what was saved and not published, as after a migration that was cut off", async () => {
  const { client, migrate } = await emptySpace();
  await migrate();
  const type = await client.contentType.get({ contentTypeId: "studio" });
  await client.contentType.update({ contentTypeId: "studio" }, type);
  expect((await migrate()).steps.map(({ kind }) => kind)).toEqual(["publish-type"]);
  expect(await migrate()).toEqual({ steps: [], problems: [] });
});
