import { verifyRequest } from "@contentful/node-apps-toolkit";
import { createClient } from "contentful-management";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestSandbox, type TestSandbox } from "../sandbox-under-test.ts";

const SECRET = "fedcba9876543210".repeat(4);
let box: TestSandbox;
beforeAll(async () => {
  box = await openTestSandbox(() => ({ status: 202 }), { CONTENTFUL_APP_SECRET: SECRET });
});
afterAll(() => box.close());

const client = (accessToken = "cma") =>
  createClient(
    { accessToken, host: box.contentful, insecure: true, retryOnError: false },
    { defaults: { spaceId: "nonstop", environmentId: "master" } },
  );

it("signs what an app's page asks for, as the vendor's toolkit verifies it", async () => {
  const request = {
    method: "POST",
    path: "/api/v1/contentful/events/ev1/deeds",
    body: '{"id":"1"}',
  } as const;
  const { additionalHeaders: headers } = await client().appSignedRequest.create(
    { appDefinitionId: "nonstop" },
    request,
  );
  expect(headers).toMatchObject({
    "x-contentful-space-id": "nonstop",
    "x-contentful-environment-id": "master",
    "x-contentful-user-id": "token-user",
  });
  const signedHeaders = headers["x-contentful-signed-headers"].split(",");
  expect(signedHeaders).toEqual(expect.arrayContaining(["x-contentful-space-id", "x-contentful-user-id"]));
  expect(verifyRequest(SECRET, { ...request, headers })).toBe(true);
  expect(verifyRequest(SECRET, { ...request, body: "{}", headers })).toBe(false);
});

it("signs for no app that is not installed, or has no secret, and for nobody without a token", async () => {
  const { organization } = (await client().space.get({})).sys as unknown as {
    organization: { sys: { id: string } };
  };
  const at = { organizationId: organization.sys.id };
  const app = await client().appDefinition.create(at, { name: "Another", locations: [] });
  const sign = (accessToken?: string): Promise<unknown> =>
    client(accessToken).appSignedRequest.create(
      { appDefinitionId: app.sys.id },
      { method: "GET", path: "/" },
    );
  await expect(sign()).rejects.toMatchObject({ name: "NotFound" });
  await client().appInstallation.upsert({ appDefinitionId: app.sys.id }, { parameters: {} });
  await expect(sign()).rejects.toMatchObject({ name: "UnprocessableEntity" });
  await expect(sign("wrong")).rejects.toMatchObject({ name: "AccessTokenInvalid" });
});

it("connects an app's page beside the entries of the types that it was put beside", async () => {
  const fields = { title: { "en-US": "Tea" } };
  await client().entry.createWithId({ contentTypeId: "event", entryId: "ev1" }, { fields });
  const name = { name: { "en-US": "Ana" } };
  await client().entry.createWithId({ contentTypeId: "person", entryId: "ana" }, { fields: name });
  const page = async (entry: string): Promise<string> =>
    (await fetch(`http://${box.contentful}/entries/${entry}`)).text();
  expect(await page("ev1")).toContain('/contentful/sidebar/"');
  expect(await page("ana")).not.toContain("<iframe");
});
