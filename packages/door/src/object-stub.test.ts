import { expect, it } from "vitest";
import { nameWithoutRegion, objectStub } from "./object-stub.ts";

type Asked = { name: string; options: unknown };

function namesAsked(region: string): Asked[] {
  const asked: Asked[] = [];
  const objects = { getByName: (name: string, options?: unknown) => void asked.push({ name, options }) };
  objectStub(objects as unknown as DurableObjectNamespace<Rpc.DurableObjectBranded>, "main", {
    REGION: region,
  });
  return asked;
}

it("without a region an object is known by its own name, and made where it is first asked for", () => {
  expect(namesAsked("")).toEqual([{ name: "main", options: undefined }]);
});

it("with a region its name carries it, and it is made there", () => {
  expect(namesAsked("weur")).toEqual([{ name: "main@weur", options: { locationHint: "weur" } }]);
  expect(nameWithoutRegion("main@weur")).toBe("main");
  expect(nameWithoutRegion("main")).toBe("main");
});

it("names a region that is none", () => {
  expect(() => namesAsked("Frankfurt")).toThrow(/REGION: "Frankfurt" is none of wnam/);
});
