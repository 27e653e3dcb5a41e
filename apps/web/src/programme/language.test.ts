import { expect, it } from "vitest";
import { langOf, languageName } from "./language.ts";

it("marks words with their language, and not with what is none", () => {
  expect(["ar", "pt-br", "not a tag", "", undefined].map(langOf)).toEqual([
    "ar",
    "pt-BR",
    undefined,
    undefined,
    undefined,
  ]);
});

it("names a language, or says what it was told", () =>
  expect(["ar", "?"].map(languageName)).toEqual(["Arabic", "?"]));
