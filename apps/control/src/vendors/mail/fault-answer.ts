import { z } from "zod";
import type { MailAnswer } from "../../schedule/ports/mail.ts";

/** What nodemailer says of a mail that it could not send. */
const Fault = z.object({
  code: z.string().optional(),
  /** The server's last answer. */
  responseCode: z.int().optional(),
  response: z.string().optional(),
  command: z.string().optional(),
});

/** After this the server may have taken a mail whose answer did not come. */
const MAY_HAVE_TAKEN: ReadonlySet<string> = new Set(["ETIMEDOUT", "ECONNECTION", "ESOCKET", "EABORT"]);

/** What becomes of a mail by the fault of its sending. */
export function answerOfFault(error: unknown): MailAnswer {
  const { code = "", responseCode, response = "", command = "" } = Fault.safeParse(error).data ?? {};
  const says = said(responseCode, response);
  if (code === "EAUTH" && responseCode !== undefined && responseCode >= 500)
    return {
      kind: "refused",
      message: `The mail server refuses our credentials: check SMTP_USER and SMTP_PASSWORD.${says}`,
    };
  if (code === "ETLS" || code === "EREQUIRETLS")
    return {
      kind: "refused",
      message: "The mail server cannot be spoken to with TLS: check SMTP_PORT and SMTP_SECURE.",
    };
  // Our own addresses cannot be put on an envelope: nothing was sent.
  if (code === "EENVELOPE" && responseCode === undefined)
    return { kind: "no-such-address", message: "the address cannot be written to." };
  if (responseCode !== undefined && responseCode >= 400) {
    if (responseCode < 500)
      return { kind: "later", message: `The mail server asks to come again.${says}`, isUnsure: false };
    const isAddress = command.startsWith("RCPT");
    return isAddress
      ? { kind: "no-such-address", message: `the mail server refuses the address.${says}` }
      : { kind: "refused", message: `The mail server refuses our mail.${says}` };
  }
  return { kind: "later", message: "The mail server does not answer.", isUnsure: MAY_HAVE_TAKEN.has(code) };
}

// Servers repeat addresses, and some name a page with the sender in it.
function said(code: number | undefined, response: string): string {
  if (code === undefined) return "";
  const words = response
    .replaceAll(/\s+/g, " ")
    .replaceAll(/<?\S+@\S+?>?(?=[\s,;:.]|$)/g, "(address)")
    .replaceAll(/https?:\/\/\S+/g, "(link)");
  return ` It says: ${words.slice(0, 160).trim()}`;
}
