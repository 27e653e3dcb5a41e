import { expect, it } from "vitest";
import { publishedOf } from "./published.ts";

const link = (id: string): object => ({ sys: { type: "Link", linkType: "Entry", id } });
const read = (contentType: string, fields: Record<string, unknown>) =>
  publishedOf({ id: "e1", revision: 3, contentType, fields });
const head = { entry: "e1", revision: 3 };

it("reads which piece a recording is", () => {
  const fields = {
    title: " The  Cable ",
    asset: "cable",
    people: [link("ana"), link("ana"), link("bob")],
    poster: link("pic"),
  };
  expect(read("recording", fields)).toEqual({
    kind: "recording",
    ...head,
    title: "The Cable",
    asset: "cable",
    people: ["ana", "bob"],
    poster: "pic",
  });
});

it("leaves out what cannot be used, and keeps the rest", () => {
  const wrong = { title: 7, asset: "cable", people: "ana" };
  expect(read("recording", wrong)).toEqual({
    kind: "recording",
    ...head,
    title: "cable",
    asset: "cable",
    people: [],
  });
  expect(read("recording", { title: "No asset" })).toBeUndefined();
  expect(read("person", { name: "" })).toBeUndefined();
  expect(read("event", { title: "An event" })).toBeUndefined();
});

it("reads people and collections", () => {
  const person = { name: "Ana", role: "Host", bio: "Knows.\nMuch.", photo: link("p"), email: "a@b.test" };
  expect(read("person", person)).toEqual({
    kind: "person",
    ...head,
    name: "Ana",
    role: "Host",
    bio: "Knows.\nMuch.",
    photo: "p",
  });
  expect(read("collection", { title: "Shorts", order: "backwards", pieces: [link("b"), link("a")] })).toEqual(
    {
      kind: "collection",
      ...head,
      title: "Shorts",
      order: "in-order",
      pieces: ["b", "a"],
      tags: [],
    },
  );
});
