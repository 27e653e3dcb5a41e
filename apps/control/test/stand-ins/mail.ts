import { refusalOfFate, type MailFate } from "@nonstop/sandbox/mail-faults";
import { Mailbox } from "@nonstop/sandbox/mailbox";
import type { FaultBoard } from "@nonstop/sandbox/fault-board";
import type { ReadMail } from "@nonstop/sandbox/read-mail";
import type { World } from "@nonstop/sandbox/world";
import { inject } from "vitest";
import MailComposer from "nodemailer/lib/mail-composer";
import type { Mail, MailAnswer, OutgoingMail } from "../../src/schedule/ports/mail.ts";
import type { Vendor } from "../../src/schedule/ports/vendors.ts";
import { answerOfFault } from "../../src/vendors/mail/fault-answer.ts";
import { messageOf } from "../../src/vendors/mail/message.ts";

// The tests put something else in its place.
const { fetch } = globalThis;
const { pages } = inject("smtp");
const FROM = { name: "Nonstop", address: "tv@station.test" };
let server: ((mail: OutgoingMail) => Promise<MailAnswer>) | undefined;

/** The schedule's mail, which goes to the mail server of the test's station. */
export const mailInProcess: Vendor<Mail> = {
  name: "Mail",
  kind: "set",
  client: {
    from: FROM,
    send: (mail) => server?.(mail) ?? Promise.resolve(answerOfFault({ code: "ECONNREFUSED" })),
  },
};

/** The sandbox's mail server in this process. SMTP itself is left out; the messages are those that would go over it. */
export class MailServer {
  /** Runs once, when a mail was taken and before that is answered. */
  afterNextMail: (() => Promise<void>) | undefined;
  /** Every try to send, as `address sequence-of-its-id`. */
  readonly tries: string[] = [];
  readonly #mailbox: Mailbox;
  readonly #board: FaultBoard;

  constructor(world: World, board: FaultBoard) {
    this.#board = board;
    this.#mailbox = new Mailbox(world, () => board.all.mail);
    server = (mail) => this.#take(mail);
  }

  /** What becomes of the next mails, one by one. */
  failNext(...fates: MailFate[]): void {
    this.#board.all.mail.nextMails.push(...fates);
  }

  /** What goes wrong until it is changed. */
  get faults(): FaultBoard["all"]["mail"] {
    return this.#board.all.mail;
  }

  /** All mails that came, as a mail program reads them. */
  mails(): Promise<ReadMail[]> {
    return Promise.all(
      this.#mailbox.mails.map(async (mail) => {
        const answer = await fetch(`${pages}/read`, { method: "POST", body: JSON.stringify(mail) });
        return answer.json<ReadMail>();
      }),
    );
  }

  async #take(mail: OutgoingMail): Promise<MailAnswer> {
    const { address } = mail.to;
    this.tries.push(`${address} ${mail.messageId}`);
    const fate = this.#mailbox.fateOf(address);
    const refusal = refusalOfFate(fate);
    if (refusal !== undefined)
      return answerOfFault({
        code: "EENVELOPE",
        responseCode: refusal.code,
        response: `${refusal.code} ${refusal.text}`,
        command: fate === "refused" ? "DATA" : "RCPT TO",
      });
    if (fate === "hangs") return answerOfFault({ code: "ETIMEDOUT" });
    const raw = await new MailComposer(messageOf(mail, FROM)).compile().build();
    this.#mailbox.take({ from: FROM.address, to: [address], raw: raw.toString("utf8") });
    const after = this.afterNextMail;
    this.afterNextMail = undefined;
    await after?.();
    return fate === "lost" ? answerOfFault({ code: "ECONNECTION" }) : { kind: "taken" };
  }
}
