import { simpleParser, type AddressObject } from "mailparser";
import type { KeptMail } from "./mailbox.ts";

/** A mail as a mail client reads it. */
export type ReadMail = {
  id: string;
  receivedAtMs: number;
  /** Of the envelope: who it was really sent to. */
  to: string[];
  from: string;
  subject: string;
  messageId: string;
  inReplyTo?: string;
  text: string;
  html: string;
  /** The calendar part: its method, and the `.ics`. */
  calendar?: { method: string; text: string };
  headers: { name: string; line: string }[];
};

/** Reads a mail by an independent parser. */
export async function readMail({ id, receivedAtMs, to, raw }: KeptMail): Promise<ReadMail> {
  const mail = await simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true });
  const calendar = mail.attachments.find(({ contentType }) => contentType === "text/calendar");
  const text = calendar?.content.toString("utf8") ?? "";
  const [, method = ""] = /^METHOD:(\w+)/m.exec(text) ?? [];
  return {
    id,
    receivedAtMs,
    to,
    from: addressesOf(mail.from),
    subject: mail.subject ?? "",
    messageId: mail.messageId ?? "",
    ...(mail.inReplyTo === undefined ? {} : { inReplyTo: mail.inReplyTo }),
    text: mail.text ?? "",
    html: mail.html || "",
    ...(calendar === undefined ? {} : { calendar: { method, text } }),
    headers: mail.headerLines.map(({ key, line }) => ({ name: key, line })),
  };
}

function addressesOf(addresses: AddressObject | undefined): string {
  return addresses?.text ?? "";
}
