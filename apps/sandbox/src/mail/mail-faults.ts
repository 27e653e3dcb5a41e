import { z } from "zod";

/** What may become of one mail. */
const MailFate = z.enum([
  "works",
  /** The address is told to come again later (451), as greylisting does. */
  "greylisted",
  /** There is nobody of that address (550). */
  "unknown",
  /** The mail itself is refused (554). */
  "refused",
  /** No answer comes, to nothing. */
  "hangs",
  /** The mail is taken, and the answer that says so is lost. */
  "lost",
]);
export type MailFate = z.infer<typeof MailFate>;

/** The faults of the mail server. All of it holds until it is changed, but for the fates of single mails. */
export const MailFaults = z.object({
  /** What becomes of the next mails, one by one. */
  nextMails: z.array(MailFate).max(1000).default([]),
  /** What becomes of all others. */
  everyMail: MailFate.default("works"),
  /** Addresses that are not there. */
  unknownAddresses: z.array(z.string()).max(100).default([]),
  /** Each answer comes this much later. */
  latencyMs: z.number().min(0).max(60_000).default(0),
});
export type MailFaults = z.infer<typeof MailFaults>;

/** What the server says of a mail by its fate; undefined when it takes it. */
export function refusalOfFate(fate: MailFate): { code: number; text: string } | undefined {
  switch (fate) {
    case "greylisted":
      return { code: 451, text: "4.7.1 Greylisted, please try again later" };
    case "unknown":
      return { code: 550, text: "5.1.1 No such user here" };
    case "refused":
      return { code: 554, text: "5.7.1 This message is not wanted here" };
    case "works":
    case "hangs":
    case "lost":
    default:
      return undefined;
  }
}
