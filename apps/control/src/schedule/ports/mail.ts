import type { Mailbox } from "@nonstop/invites/mail-address";

/** A mail to one guest, with what their calendar is told. */
export type OutgoingMail = {
  to: Mailbox;
  subject: string;
  text: string;
  html: string;
  calendar: { method: "request" | "cancel"; ics: string };
  /** Without brackets. The same mail has the same one, however often it is sent: mail programs show it once. */
  messageId: string;
  /** The message that this one is about. */
  inReplyTo?: string;
  /** What the mail says of when it was written (epoch ms). */
  writtenMs: number;
};

/**
 * What became of a mail. `taken`: the server has it. `later`: it may be sent again; `isUnsure` when the server may have it already.
 * `no-such-address`: the guest's address is refused for good. `refused`: something else only people can cure. `message` is for
 * people, and holds no secret and no address.
 */
export type MailAnswer =
  | { kind: "taken" }
  | { kind: "later"; message: string; isUnsure: boolean }
  | { kind: "no-such-address"; message: string }
  | { kind: "refused"; message: string };

/** Sends mails. */
export type Mail = {
  /** Who the station's mails come from, and who is answered. */
  from: Mailbox;
  send(mail: OutgoingMail): Promise<MailAnswer>;
};
