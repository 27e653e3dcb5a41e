import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { log } from "../process/log.ts";
import { refusalOfFate, type MailFate } from "./mail-faults.ts";
import type { Mailbox } from "./mailbox.ts";

type SmtpDoor = { port: number; close: () => Promise<void> };
type Done = (error?: Error | null) => void;

const MAX_MAIL_BYTES = 2_000_000;

/** A mail server for one user, who must say their password. It takes mail for anybody and sends none on. */
export async function openSmtp(o: {
  bind: string;
  port: number;
  user: string;
  password: string;
  mailbox: Mailbox;
}): Promise<SmtpDoor> {
  const { mailbox } = o;
  const sockets = new Map<number, Socket>();
  /** Fates of mails under way, by session. */
  const fates = new Map<string, MailFate>();
  const late = async (done: Done, error?: Error): Promise<void> => {
    if (mailbox.latencyMs > 0) await sleep(mailbox.latencyMs);
    done(error);
  };
  const server = new SMTPServer({
    banner: "Stand-in for a mail server: nothing here leaves your machine",
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    size: MAX_MAIL_BYTES,
    onAuth({ username, password }, _session, done) {
      const isRight = username === o.user && password === o.password;
      if (isRight) done(null, { user: o.user });
      else done(refused(535, "5.7.8 Username or password is wrong"));
    },
    onRcptTo({ address }, session, done) {
      const fate = mailbox.fateOf(address);
      fates.set(session.id, fate);
      if (fate === "hangs") return;
      const refusal = fate === "refused" ? undefined : refusalOfFate(fate);
      void late(done, refusal && refused(refusal.code, refusal.text));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const fate = fates.get(session.id) ?? "works";
        const refusal = refusalOfFate(fate);
        if (refusal !== undefined) return void late(done, refused(refusal.code, refusal.text));
        mailbox.take({ ...envelopeOf(session), raw: Buffer.concat(chunks).toString("utf8") });
        if (fate === "lost") sockets.get(session.remotePort)?.destroy();
        else void late(done);
        return undefined;
      });
    },
    onClose({ id }) {
      fates.delete(id);
    },
  });
  // Clients that go away in the middle are what faults are for.
  server.on("error", (error) => log("smtp-client-gone", { problem: error.message }));
  server.server.on("connection", (socket: Socket) => {
    const { remotePort = 0 } = socket;
    sockets.set(remotePort, socket);
    socket.on("close", () => sockets.delete(remotePort));
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(o.port, o.bind, resolve);
  });
  const address = server.server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : o.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets.values()) socket.destroy();
      }),
  };
}

function envelopeOf({ envelope }: SMTPServerSession): { from: string; to: string[] } {
  return {
    from: envelope.mailFrom === false ? "" : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
  };
}

function refused(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
