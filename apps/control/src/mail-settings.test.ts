import { expect, it } from "vitest";
import { parseSettings } from "./settings.ts";

const mail = (raw: Record<string, string>) => parseSettings(raw).mail;
const warned = (raw: Record<string, string>) =>
  parseSettings(raw).warnings.filter((words) => /SMTP|Mail/.test(words));

it("a station without a mail server sends none, and that is no warning", () => {
  expect(mail({})).toMatchObject({ kind: "unset" });
  expect(warned({})).toEqual([]);
});

it("reads the server, the sender and how it is encrypted", () => {
  const raw = {
    SMTP_HOST: "smtp.example.com",
    SMTP_USER: "u",
    SMTP_PASSWORD: "p",
    SMTP_FROM: "TV <tv@example.com>",
  };
  expect(mail({ ...raw, SMTP_SECURE: "true", SMTP_PORT: "465" })).toEqual({
    kind: "set",
    settings: {
      host: "smtp.example.com",
      port: 465,
      user: "u",
      password: "p",
      from: { name: "TV", address: "tv@example.com" },
      secure: true,
    },
  });
  expect(mail(raw)).toMatchObject({ settings: { port: 587, secure: undefined } });
});

it("names what is wrong or missing once a server is named", () => {
  expect(warned({ SMTP_HOST: "smtp.example.com", SMTP_FROM: "nobody" })).toEqual([
    "The setting SMTP_FROM is no mail address such as Nonstop <tv@example.com>. Correct it.",
    "Mail is not set up: SMTP_FROM is empty.",
  ]);
  expect(warned({ SMTP_HOST: "h", SMTP_FROM: "a@b.test", SMTP_USER: "u" })).toEqual([
    "Mail is not set up: SMTP_PASSWORD is empty.",
  ]);
});
