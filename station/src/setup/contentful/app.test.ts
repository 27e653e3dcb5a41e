import { afterEach, beforeEach, expect, it } from "vitest";
import { type Outcome, runSetup } from "../run-setup.ts";
import { MANAGEMENT_TOKEN, openVendors, type TestVendors } from "../vendors-under-test.ts";
import { contentfulPart } from "./contentful-part.ts";

const OURS = "s".repeat(60) + "last";
let vendors: TestVendors;
beforeEach(async () => {
  vendors = await openVendors();
  vendors.folder.keepSecrets({ CONTENTFUL_WEBHOOK_SECRET: "a".repeat(64), CONTENTFUL_APP_SECRET: OURS });
});
afterEach(() => vendors.close());

async function run(): Promise<{ outcome: Outcome; said: string }> {
  const lines: string[] = [];
  const part = contentfulPart({ answers: vendors.answers(), folder: vendors.folder });
  const outcome = await runSetup([part], {
    say: (line) => void lines.push(line),
    agree: () => Promise.resolve(true),
  });
  return { outcome, said: lines.join("\n") };
}
const state = (): TestVendors["space"]["state"]["value"] => vendors.space.state.value;

it("defines the app, gives it its secret, installs it and puts it first beside events, once", async () => {
  const first = await run();
  expect(first.outcome).toBe("changed");
  expect(first.said).toContain(
    "define the app Nonstop (tv.example.com), install it, and put it beside events",
  );
  const [app, ...others] = Object.values(state().apps);
  expect(others).toEqual([]);
  expect(app).toMatchObject({
    src: "https://tv.example.com/contentful/sidebar/",
    locations: [{ location: "entry-sidebar" }],
    signingSecret: OURS,
    isInstalled: true,
  });
  const sidebar = state().editorInterfaces["event"]?.["sidebar"];
  expect(sidebar).toMatchObject([
    { widgetNamespace: "app", widgetId: app?.id },
    { widgetNamespace: "sidebar-builtin", widgetId: "publication-widget" },
    ...Array.from({ length: 6 }, () => ({ widgetNamespace: "sidebar-builtin" })),
  ]);
  const second = await run();
  expect(second.outcome).toBe("as-it-should-be");
  for (const secret of [OURS, MANAGEMENT_TOKEN]) expect(first.said + second.said).not.toContain(secret);
});

it("puts right what somebody changed, and keeps what they added", async () => {
  await run();
  const [app] = Object.values(state().apps);
  const editor = state().editorInterfaces["event"];
  if (app === undefined || editor === undefined) throw new Error("nothing was made");
  app.src = "https://old.example.com/contentful/sidebar/";
  app.locations = [{ location: "page" }];
  app.signingSecret = "x".repeat(64);
  app.isInstalled = false;
  editor["sidebar"] = [{ widgetNamespace: "sidebar-builtin", widgetId: "users-widget" }];
  expect((await run()).outcome).toBe("changed");
  expect(state().apps[app.id]).toMatchObject({
    src: "https://tv.example.com/contentful/sidebar/",
    locations: [{ location: "page" }, { location: "entry-sidebar" }],
    signingSecret: OURS,
    isInstalled: true,
  });
  expect(state().editorInterfaces["event"]?.["sidebar"]).toMatchObject([
    { widgetId: app.id },
    { widgetId: "users-widget" },
  ]);
  expect((await run()).outcome).toBe("as-it-should-be");
});

it("a token that may not define apps is no trouble: the station does without, and says so", async () => {
  vendors.board.all.contentful.refusals = [
    { method: "GET", path: "/organizations/nonstop-organization/app_definitions", status: 403 },
  ];
  expect((await run()).outcome).toBe("changed");
  const { outcome, said } = await run();
  expect(outcome).toBe("as-it-should-be");
  expect(said).toContain("the app beside entries is not set up, and is not needed");
});
