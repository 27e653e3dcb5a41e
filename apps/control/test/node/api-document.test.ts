import { Validator } from "@seriousme/openapi-schema-validator";
import { routes } from "@nonstop/contract/routes";
import { expect, it } from "vitest";
import worker from "../../src/index.ts";
import { TEST_SETTINGS } from "../whole/test-settings.ts";

it("is an OpenAPI document by its specification's own schema", async () => {
  const request = new Request(`https://station.test${routes.openapi}`);
  const answer = await worker.fetch(request, { ...TEST_SETTINGS });
  const { valid, errors } = await new Validator().validate(await answer.json());
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
});
