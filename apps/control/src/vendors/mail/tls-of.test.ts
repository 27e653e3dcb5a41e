import { expect, it } from "vitest";
import { tlsOf } from "./tls-of.ts";

it.each([
  ["smtp.example.com", 587, undefined, "after-greeting"],
  ["smtp.example.com", 465, undefined, "from-the-start"],
  ["smtp.example.com", 465, false, "after-greeting"],
  ["smtp.example.com", 2525, true, "from-the-start"],
  ["8.8.8.8", 25, false, "after-greeting"],
  ["172.32.0.1", 25, undefined, "after-greeting"],
  ["127.0.0.1", 8025, undefined, "none"],
  ["sandbox", 8025, false, "none"],
  ["10.0.0.9", 587, undefined, "none"],
  ["localhost", 587, true, "from-the-start"],
] as const)("%s:%d with SMTP_SECURE %s is spoken to with TLS %s", (host, port, secure, tls) =>
  expect(tlsOf({ host, port, secure })).toBe(tls),
);
