import { z } from "zod";
import type { Kept, World } from "../server/world.ts";
import type { MailFate, MailFaults } from "./mail-faults.ts";

/** A mail as it came: its envelope, and the message byte for byte as text. */
export const KeptMail = z.object({
  id: z.string(),
  receivedAtMs: z.number(),
  from: z.string(),
  to: z.array(z.string()),
  raw: z.string(),
});
export type KeptMail = z.infer<typeof KeptMail>;

const State = z.object({ mails: z.array(KeptMail) });
const MAX_MAILS = 500;

/** All mail that came, whoever it is for, and what becomes of the next. */
export class Mailbox {
  readonly #world: Pick<World, "nowMs">;
  readonly #faults: () => MailFaults;
  readonly #state: Kept<z.infer<typeof State>>;

  constructor(world: Pick<World, "nowMs" | "keep">, faults: () => MailFaults) {
    this.#world = world;
    this.#faults = faults;
    this.#state = world.keep("mail", State, () => ({ mails: [] }));
  }

  /** The newest last. */
  get mails(): readonly KeptMail[] {
    return this.#state.value.mails;
  }

  get latencyMs(): number {
    return this.#faults().latencyMs;
  }

  /** The fate of the next mail, which is for this address. It is the fate of one mail: ask once for each. */
  fateOf(address: string): MailFate {
    const faults = this.#faults();
    if (faults.unknownAddresses.some((each) => each.toLowerCase() === address.toLowerCase()))
      return "unknown";
    return faults.nextMails.shift() ?? faults.everyMail;
  }

  take(mail: Pick<KeptMail, "from" | "to" | "raw">): void {
    const { mails } = this.#state.value;
    mails.push({ ...mail, id: crypto.randomUUID(), receivedAtMs: this.#world.nowMs() });
    if (mails.length > MAX_MAILS) mails.splice(0, mails.length - MAX_MAILS);
    this.#state.changed();
  }

  clear(): void {
    this.#state.value.mails = [];
    this.#state.changed();
  }

  close(): void {
    this.#state.flush();
  }
}
