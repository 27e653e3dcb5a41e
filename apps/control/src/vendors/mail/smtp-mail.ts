import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { createTransport, type Transporter } from "nodemailer";
import type { Mail } from "../../schedule/ports/mail.ts";
import type { MailSettings } from "../../mail-settings.ts";
import { answerOfFault } from "./fault-answer.ts";
import { messageOf } from "./message.ts";
import { tlsOf } from "./tls-of.ts";

/** A mail server that takes longer than this to answer one command did not answer. */
const SERVER_TIMEOUT_MS = 10_000;
/** A whole mail takes no longer than this, however slowly a server drips. */
const MAIL_TIMEOUT_MS = 30_000;

/** Mail over SMTP, a connection for each: a Worker keeps none open. */
export function smtpMail(settings: MailSettings): Mail {
  const { from } = settings;
  return {
    from,
    async send(mail) {
      const transport = transportOf(settings);
      try {
        await transport.sendMail({
          ...messageOf(mail, from),
          signal: AbortSignal.timeout(MAIL_TIMEOUT_MS),
        });
        return { kind: "taken" };
      } catch (error) {
        return answerOfFault(error);
      } finally {
        transport.close();
      }
    },
  };
}

function transportOf({ host, port, secure, user, password }: MailSettings): Transporter {
  const tls = tlsOf({ host, port, secure });
  return createTransport({
    host,
    port,
    secure: tls === "from-the-start",
    requireTLS: tls === "after-greeting",
    ignoreTLS: tls === "none",
    ...(user === "" ? {} : { auth: { user, pass: password } }),
    connectionTimeout: SERVER_TIMEOUT_MS,
    greetingTimeout: SERVER_TIMEOUT_MS,
    socketTimeout: SERVER_TIMEOUT_MS,
    // The runtime finds names by itself, also those of a private network. Nodemailer would ask a public resolver.
    getSocket: (_options, done) => {
      const isTls = tls === "from-the-start";
      const socket: Socket = isTls ? connectTls({ host, port, servername: host }) : connect({ host, port });
      const timer = setTimeout(() => fail(new Error("no connection")), SERVER_TIMEOUT_MS);
      const fail = (error: Error): void => {
        clearTimeout(timer);
        socket.destroy();
        done(error);
      };
      socket.once("error", fail);
      socket.once(isTls ? "secureConnect" : "connect", () => {
        clearTimeout(timer);
        socket.off("error", fail);
        done(null, { connection: socket, secured: isTls });
      });
    },
  });
}
