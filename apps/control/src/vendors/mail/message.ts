import type { SendMailOptions } from "nodemailer";
import type { Mailbox } from "@nonstop/invites/mail-address";
import type { OutgoingMail } from "../../schedule/ports/mail.ts";

/** A mail as nodemailer takes it: text, HTML and calendar as three ways to say the same, and the file once more to be opened. */
export function messageOf(mail: OutgoingMail, from: Mailbox): SendMailOptions {
  const { to, subject, text, html, calendar, messageId, inReplyTo, writtenMs } = mail;
  return {
    from,
    to,
    subject,
    text,
    html,
    icalEvent: { method: calendar.method.toUpperCase(), filename: "invite.ics", content: calendar.ics },
    messageId: `<${messageId}>`,
    ...(inReplyTo === undefined ? {} : { inReplyTo: `<${inReplyTo}>`, references: [`<${inReplyTo}>`] }),
    date: new Date(writtenMs),
    headers: { "auto-submitted": "auto-generated" },
    // Nothing of a mail is fetched from anywhere, whatever stands in it.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
