import { routes } from "@nonstop/contract/routes";
import { exports } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { z } from "zod";

const Method = z.string().regex(/^(?:get|put|post|delete|patch)$/);

const Operation = z.object({
  operationId: z.string().regex(/^[a-zA-Z]+$/),
  summary: z.string().min(1),
  tags: z.array(z.string()).min(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(z.object({ name: z.string(), in: z.string() })).default([]),
  responses: z.record(z.string(), z.object({ description: z.string().min(1) })),
});
const ApiDocument = z.object({
  openapi: z.literal("3.1.0"),
  info: z.object({
    title: z.string(),
    version: z.string(),
    license: z.object({ name: z.string(), identifier: z.string() }),
  }),
  servers: z.array(z.object({ url: z.url() })),
  tags: z.array(z.object({ name: z.string(), description: z.string().min(1) })),
  paths: z.record(z.string(), z.record(Method, Operation)),
  components: z.record(z.string(), z.record(z.string(), z.unknown())),
});
type ApiDocument = z.infer<typeof ApiDocument>;
type Described = z.infer<typeof Operation> & { path: string; door: string };

let document: ApiDocument;
let text: string;
let operations: Described[];
beforeAll(async () => {
  const answer = await exports.default.fetch(new Request(`https://elsewhere.test${routes.openapi}`));
  text = await answer.text();
  document = ApiDocument.parse(JSON.parse(text));
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      ...operation,
      path,
      door: `${method.toUpperCase()} ${path}`,
    })),
  );
});

it("describes every door for the public and for producers", () => {
  const templates = Object.values(routes).map((route) =>
    typeof route === "string" ? route : route.template,
  );
  const open = templates.filter((path) => /^\/(?:api|epg|live|replay)\//.test(path));
  expect(open).toContain("/api/v1/session");
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(open));
});

it("names the station's address and the licence", () => {
  expect(document.servers).toEqual([{ url: "https://station.test" }]);
  expect(document.info.license).toEqual({ name: "Apache-2.0", identifier: "Apache-2.0" });
});

it("gives every operation a name of its own, and a tag that is explained", () => {
  const ids = operations.map(({ operationId }) => operationId);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  const explained = document.tags.map(({ name }) => name);
  expect([...new Set(operations.flatMap(({ tags }) => tags))].toSorted()).toEqual(explained.toSorted());
});

it("says of every operation how it succeeds and how it refuses", () => {
  const without = (code: RegExp): string[] =>
    operations
      .filter(({ responses }) => !Object.keys(responses).some((one) => code.test(one)))
      .map(({ door }) => door);
  expect(without(/^(?:2..|default)$/)).toEqual([]);
  expect(without(/^4..$/)).toEqual([]);
});

it("describes exactly the parameters that a path has", () => {
  for (const { door, path, parameters } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    const described = parameters.filter((one) => one.in === "path").map(({ name }) => name);
    expect(described.toSorted(), door).toEqual(named.toSorted());
  }
});

/** Doors that ask nobody who they are. Webhooks and what is asked beside an entry are signed, guests show a link's token, and who signs in is about to say. */
const PUBLIC = [
  "catchUp",
  "doDeed",
  "endGuestCheck",
  "followGuestState",
  "hearContentful",
  "hearStream",
  "hearZoom",
  "openGuestCheck",
  "readApiDocument",
  "readApiPage",
  "readEmbed",
  "readFavourite",
  "readFavouriteFile",
  "readFavouritePlaylist",
  "readFeed",
  "readGuestPreview",
  "readGuestState",
  "readGuide",
  "readInitSegment",
  "readInitSegmentOfVersion",
  "readMediaPlaylist",
  "readMultivariantPlaylist",
  "readNow",
  "readPart",
  "readPartOfVersion",
  "readPeople",
  "readPerson",
  "readPersonCalendar",
  "readPicture",
  "readPoster",
  "readProgramme",
  "readProgrammeCalendar",
  "readReplayPlaylist",
  "readSegment",
  "readSegmentOfVersion",
  "readSession",
  "readShelf",
  "readShow",
  "readShowCalendar",
  "readShows",
  "readSidebar",
  "readSpanMediaPlaylist",
  "readSpanPlaylist",
  "search",
  "signIn",
  "signOut",
];

it("opens these doors to everybody, and lets nobody else in at the others", async () => {
  const open = operations.filter(({ security }) => security.length === 0);
  expect(open.map(({ operationId }) => operationId).toSorted()).toEqual(PUBLIC);
  const guarded = operations.filter(({ security }) => security.length > 0);
  for (const { door } of guarded) {
    const [method = "", template = ""] = door.split(" ");
    const path = template.replace("{channel}", "main").replaceAll(/\{\w+\}/g, "none");
    const answer = await exports.default.fetch(new Request(`https://station.test${path}`, { method }));
    expect(answer.status, door).toBe(401);
    await answer.body?.cancel();
  }
});

it("has no component that nothing uses, and uses none that it has not", () => {
  const { securitySchemes = {}, ...others } = document.components;
  const schemes = operations.flatMap(({ security }) => security.flatMap((one) => Object.keys(one)));
  expect([...new Set(schemes)].toSorted()).toEqual(Object.keys(securitySchemes).toSorted());
  const here = Object.entries(others).flatMap(([kind, all]) =>
    Object.keys(all).map((name) => `#/components/${kind}/${name}`),
  );
  const used = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = ""]) => ref);
  expect([...new Set(used)].toSorted()).toEqual(here.toSorted());
});

it("is a page for people as well: no script, nothing from elsewhere, every door in it", async () => {
  const answer = await exports.default.fetch(new Request(`https://station.test${routes.apiPage}`));
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html; charset=UTF-8"]);
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'self'");
  const page = await answer.text();
  expect(page).not.toMatch(/<script|(?:src|href|url)[=(]"?https?:/);
  for (const { operationId } of operations) expect(page).toContain(`id="${operationId}"`);
  const short = await exports.default.fetch(new Request("https://station.test/api/", { redirect: "manual" }));
  expect([short.status, short.headers.get("location")]).toEqual([302, routes.apiPage]);
  await short.body?.cancel();
});
