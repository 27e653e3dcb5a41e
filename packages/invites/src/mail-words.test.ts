import { expect, it } from "vitest";
import { takenBackWords } from "./mail-words.ts";

const told = {
  title: "Edge",
  start: Date.UTC(2027, 6, 10, 19, 5) / 1000,
  end: Date.UTC(2027, 6, 10, 20, 0) / 1000,
  name: "Ana Lima",
  timezone: "America/New_York",
};
const station = { name: "Nonstop", timezone: "Europe/Lisbon" };

it("a show that does not take place is called off by its name and its time", () => {
  const { subject, text, html } = takenBackWords(told, "cancelled", station);
  expect(subject).toBe("Cancelled: Edge, Sat 10 Jul, 15:05 New York time");
  expect(text).toContain("Hello Ana Lima,\n\nThis show does not take place.");
  expect(text).toContain("20:05 to 21:00, Lisbon time");
  expect(html).toContain("does not take place");
});

it("an address that is no longer the guest's learns nothing of the new one", () => {
  expect(takenBackWords(told, "moved", station).text).not.toContain("@");
});
