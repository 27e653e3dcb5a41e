import ICAL from "ical.js";
import { beforeEach, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import type { MailSettings } from "../../src/mail-settings.ts";
import type { OutgoingMail } from "../../src/schedule/ports/mail.ts";
import { smtpMail } from "../../src/vendors/mail/smtp-mail.ts";

const Mails = z.object({
  mails: z.array(
    z.looseObject({
      to: z.array(z.string()),
      from: z.string(),
      subject: z.string(),
      text: z.string(),
      html: z.string(),
      messageId: z.string(),
      inReplyTo: z.string().optional(),
      calendar: z.object({ method: z.string(), text: z.string() }),
      headers: z.array(z.object({ name: z.string(), line: z.string() })),
    }),
  ),
});

const { port, pages, user, password } = inject("smtp");
const settings: MailSettings = {
  host: "127.0.0.1",
  port,
  user,
  password,
  from: { name: "Nonstop", address: "tv@station.test" },
  secure: undefined,
};
const ics = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n";
const mail: OutgoingMail = {
  to: { name: "Ana Lima", address: "ana@guests.test" },
  subject: "Nonstop: Olá",
  text: "Hello Ana",
  html: "<p>Hello Ana</p>",
  calendar: { method: "request", ics },
  messageId: "ev1.ana.1@station.test",
  inReplyTo: "ev1.ana.0@station.test",
  writtenMs: Date.UTC(2027, 2, 20, 20),
};

async function mails(): Promise<z.infer<typeof Mails>["mails"]> {
  return Mails.parse(await (await fetch(`${pages}/sandbox/mails`)).json()).mails;
}

async function faults(change: object): Promise<void> {
  const body = JSON.stringify({ mail: change });
  expect((await fetch(`${pages}/sandbox/faults`, { method: "POST", body })).ok).toBe(true);
}

beforeEach(async () => {
  await fetch(`${pages}/sandbox/mails`, { method: "DELETE" });
  await faults({ nextMails: [], unknownAddresses: [] });
});

describe("mail over SMTP, from workerd to a real server", () => {
  it("comes as text, HTML and calendar, from the station to that guest alone", async () => {
    expect(await smtpMail(settings).send(mail)).toEqual({ kind: "taken" });
    const [came] = await mails();
    expect(came).toMatchObject({
      to: ["ana@guests.test"],
      subject: "Nonstop: Olá",
      text: "Hello Ana",
      html: "<p>Hello Ana</p>",
      messageId: "<ev1.ana.1@station.test>",
      inReplyTo: "<ev1.ana.0@station.test>",
      calendar: { method: "REQUEST", text: ics },
    });
    expect(came?.from).toContain("tv@station.test");
    expect(new ICAL.Component(ICAL.parse(came?.calendar.text ?? "")).getFirstPropertyValue("method")).toBe(
      "REQUEST",
    );
    const line = (name: string): string => came?.headers.find((header) => header.name === name)?.line ?? "";
    expect(line("date")).toContain("20 Mar 2027 20:00:00 +0000");
    expect(line("to")).toBe("To: Ana Lima <ana@guests.test>");
  });

  it("cannot be given another header by what people are called", async () => {
    const evil = "Ana\r\nBcc: eve@evil.test\r\nX: <eve@evil.test>, ";
    await smtpMail(settings).send({ ...mail, subject: evil, to: { ...mail.to, name: evil } });
    const [came] = await mails();
    expect(came?.to).toEqual(["ana@guests.test"]);
    expect(came?.headers.map(({ name }) => name)).not.toContain("bcc");
    expect(came?.headers.map(({ name }) => name)).not.toContain("x");
  });

  it("tells apart what may be tried again, what is nobody's address, and what only people can cure", async () => {
    await faults({ nextMails: ["greylisted", "refused", "lost"], unknownAddresses: ["no@guests.test"] });
    const unknown = { ...mail, to: { name: "No", address: "no@guests.test" } };
    expect(await smtpMail(settings).send(unknown)).toEqual({
      kind: "no-such-address",
      message: "the mail server refuses the address. It says: 550 5.1.1 No such user here",
    });
    expect(await smtpMail(settings).send(mail)).toMatchObject({ kind: "later", isUnsure: false });
    expect(await smtpMail(settings).send(mail)).toMatchObject({ kind: "refused" });
    expect(await mails()).toEqual([]);
    expect(await smtpMail(settings).send(mail)).toMatchObject({ kind: "later", isUnsure: true });
    expect(await mails()).toHaveLength(1);
    const wrong = await smtpMail({ ...settings, password: "wrong" }).send(mail);
    expect(wrong).toMatchObject({
      kind: "refused",
      message: expect.stringContaining("SMTP_PASSWORD") as string,
    });
    const nobody = await smtpMail({ ...settings, port: 1 }).send(mail);
    expect(nobody).toEqual({ kind: "later", message: "The mail server does not answer.", isUnsure: false });
  });
});
