import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClient } from "contentful-management";
import { type Outcome, runSetup } from "../run-setup.ts";
import { MANAGEMENT_TOKEN, openVendors, type TestVendors } from "../vendors-under-test.ts";
import { contentfulPart } from "./contentful-part.ts";

let vendors: TestVendors;
beforeEach(async () => {
  vendors = await openVendors();
  vendors.folder.keepSecrets({ CONTENTFUL_WEBHOOK_SECRET: OURS, CONTENTFUL_APP_SECRET: "p".repeat(64) });
});
afterEach(() => vendors.close());

const OURS = "a".repeat(60) + "wxyz";

async function run(
  over: Record<string, Record<string, unknown>> = {},
): Promise<{ outcome: Outcome; said: string }> {
  const lines: string[] = [];
  const part = contentfulPart({ answers: vendors.answers(over), folder: vendors.folder });
  const outcome = await runSetup([part], {
    say: (line) => void lines.push(line),
    agree: () => Promise.resolve(true),
  });
  return { outcome, said: lines.join("\n") };
}

const client = () =>
  createClient(
    { accessToken: MANAGEMENT_TOKEN, host: vendors.answers().contentful.host ?? "", insecure: true },
    { defaults: { spaceId: "nonstop", environmentId: "master" } },
  );

describe("a new space", () => {
  it("gets content model, delivery key, signing secret and webhook, and nothing more the second time", async () => {
    const first = await run();
    expect(first.outcome).toBe("changed");
    for (const what of [
      "+ content type event: make the content type event with",
      "+ content type show:",
      "+ make a delivery API key Nonstop for the environment master",
      "+ set the space's signing secret for webhooks",
      "+ make the webhook Nonstop (tv.example.com), which calls https://tv.example.com/hooks/contentful",
    ])
      expect(first.said).toContain(what);
    const [made] = (await client().webhook.getMany({})).items;
    expect(made).toMatchObject({
      url: "https://tv.example.com/hooks/contentful",
      topics: ["Entry.publish", "Entry.unpublish", "Entry.archive", "Entry.delete"],
      filters: [
        { in: [{ doc: "sys.environment.sys.id" }, ["master"]] },
        {
          in: [
            { doc: "sys.contentType.sys.id" },
            ["event", "show", "person", "studio", "encoder", "recording", "collection", "programming"],
          ],
        },
      ],
      active: true,
    });
    expect(vendors.space.state.value.signingSecret).toBe(OURS);
    const [key] = vendors.space.state.value.apiKeys;
    expect(vendors.folder.secrets["CONTENTFUL_CDA_TOKEN"]).toBe(key?.accessToken);

    const second = await run();
    expect(second.outcome).toBe("as-it-should-be");
    expect(second.said).toContain("the content model is the newest");
    for (const secret of [MANAGEMENT_TOKEN, OURS, key?.accessToken ?? "?"])
      expect(first.said + second.said).not.toContain(secret);
  });

  it("gets a webhook that each change of an entry passes, under every name of the environment", async () => {
    vendors.space.state.value.aliases.push("live");
    await run();
    const [made] = (await client().webhook.getMany({})).items;
    expect(made?.filters?.[0]).toEqual({ in: [{ doc: "sys.environment.sys.id" }, ["master", "live"]] });
    await run({ contentful: { environment: "live" } });
    expect((await run({ contentful: { environment: "live" } })).outcome).toBe("as-it-should-be");
  });

  it("goes on where it was cut off", async () => {
    vendors.board.all.contentful.maxWebhooks = 0;
    const first = await run();
    expect(first.outcome).toBe("trouble");
    expect(first.said).toContain("remove one that nobody needs");
    vendors.board.all.contentful.maxWebhooks = 20;
    const second = await run();
    expect(second.outcome).toBe("changed");
    expect(second.said).not.toContain("content type");
  });
});

describe("a space that others use", () => {
  it("keeps the signing secret that it has, and is told what to do", async () => {
    vendors.space.state.value.signingSecret = "b".repeat(60) + "1234";
    const { outcome, said } = await run();
    expect(outcome).toBe("trouble");
    expect(said).toContain("it ends with 1234");
    expect(said).toContain("Other apps may use it");
    expect(vendors.space.state.value.signingSecret).toContain("1234");
    vendors.folder.keepSecrets({ CONTENTFUL_WEBHOOK_SECRET: "b".repeat(60) + "1234" });
    expect((await run()).outcome).toBe("changed");
  });

  it("keeps its other webhooks, and what people added to ours; what is wrong there is put right", async () => {
    await run();
    const theirs = { name: "Theirs", url: "https://theirs.example/hook", topics: ["*.*"], headers: [] };
    await client().webhook.create({}, theirs);
    const [ours] = (await client().webhook.getMany({})).items;
    await client().webhook.update(
      { webhookDefinitionId: ours!.sys.id },
      {
        ...ours!,
        active: false,
        topics: ["Entry.publish", "Asset.publish"],
        headers: [{ key: "X-Team", value: "tv" }],
        filters: [{ equals: [{ doc: "sys.contentType.sys.id" }, "event"] }],
      },
    );
    const { said } = await run();
    expect(said).toContain(
      "put right the webhook Nonstop (tv.example.com): its topics, its filters, that it is switched off",
    );
    const after = (await client().webhook.getMany({})).items;
    expect(after.find(({ name }) => name === "Theirs")).toMatchObject({ topics: ["*.*"] });
    expect(after.find(({ name }) => name !== "Theirs")).toMatchObject({
      active: true,
      topics: ["Entry.publish", "Asset.publish", "Entry.unpublish", "Entry.archive", "Entry.delete"],
      headers: [{ key: "X-Team", value: "tv" }],
    });
    expect((await run()).outcome).toBe("as-it-should-be");
  });

  it("is not touched when it has a content type of the same name that is another thing", async () => {
    const fields = [{ id: "headline", name: "Headline", type: "Text", required: false, localized: false }];
    const made = await client().contentType.createWithId(
      { contentTypeId: "event" },
      { name: "Event", fields },
    );
    await client().contentType.publish({ contentTypeId: "event" }, made);
    const { outcome, said } = await run();
    expect(outcome).toBe("trouble");
    expect(said).toContain("it has no field event.startsAt");
    expect((await client().contentType.getMany({})).items).toHaveLength(1);
    expect(vendors.space.state.value.webhooks).toEqual({});
  });

  it("lends a delivery key that is there, and refuses one that does not read the environment", async () => {
    await client().apiKey.create(
      {},
      {
        name: "Nonstop",
        environments: [{ sys: { type: "Link", linkType: "Environment", id: "master" } }],
      },
    );
    expect((await run()).said).toContain("use the delivery API key Nonstop, which is there");
    const { said } = await run({ contentful: { deliveryToken: "somebody else's" } });
    expect(said).toContain("delivery API does not take the delivery token");
    expect(said).not.toContain("somebody else's");
  });
});

describe("a token", () => {
  it.each([
    ["that is unknown", { managementToken: "no such token" }, "does not know the management token"],
    ["that does not see the space", { space: "other" }, "does not see the space other"],
    ["for another environment", { environment: "staging" }, "no environment or alias staging"],
  ])("%s is told so, once, with the cure", async (_, contentful, words) => {
    const { outcome, said } = await run({ contentful });
    expect(outcome).toBe("trouble");
    expect(said).toContain(words);
    expect(said.match(/✗/g)).toHaveLength(1);
    expect(said).not.toContain("no such token");
  });

  it.each([
    ["content-model", "change the content model"],
    ["settings", "set up webhooks"],
    ["api-keys", "make a delivery API key"],
    ["entries", "write into events"],
  ] as const)("whose owner lacks the right %s is told which", async (right, words) => {
    vendors.board.all.contentful.missingRights = [right];
    const { outcome, said } = await run();
    expect(outcome).toBe("trouble");
    expect(said).toContain(words);
    expect(said.match(/✗/g)).toHaveLength(1);
  });

  it("that can only read is told so", async () => {
    vendors.board.all.contentful.missingRights = ["write"];
    expect((await run()).said).toContain("can only read");
  });

  it("is tried at the endpoints where the space does not tell who may do what", async () => {
    vendors.board.all.contentful.missingRights = ["settings"];
    vendors.board.all.contentful.refusals = [{ method: "GET", path: "/space_members/*", status: 403 }];
    expect((await run()).said).toContain("may not set up webhooks");
  });
});
