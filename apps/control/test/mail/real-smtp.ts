import { noFaults } from "@nonstop/sandbox/faults";
import { listen } from "@nonstop/sandbox/listen";
import { mailServer } from "@nonstop/sandbox/mail-server";
import { KeptMail, Mailbox } from "@nonstop/sandbox/mailbox";
import { readMail } from "@nonstop/sandbox/read-mail";
import { openSmtp } from "@nonstop/sandbox/smtp-door";
import { keepInMemory } from "@nonstop/sandbox/world";
import { Hono } from "hono";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- it is vitest's own that grows
  interface ProvidedContext {
    smtp: { port: number; pages: string; user: string; password: string };
  }
}

const BIND = "127.0.0.1";

/**
 * A mail server in the process beside workerd, for the tests that send mail for real; and a door at which the others have their mails
 * read by an independent parser, which needs more of Node than workerd has.
 */
export default async function realSmtp(project: TestProject): Promise<() => Promise<void>> {
  const board = { all: noFaults() };
  const mailbox = new Mailbox({ nowMs: () => Date.now(), keep: keepInMemory }, () => board.all.mail);
  const user = { user: "station", password: "mail-password" };
  const smtp = await openSmtp({ bind: BIND, port: 0, ...user, mailbox });
  const app = new Hono();
  app.post("/read", async (c) => c.json(await readMail(KeptMail.parse(await c.req.json()))));
  app.route("/", mailServer(mailbox, board));
  const pages = await listen(BIND, 0, () => app.fetch);
  project.provide("smtp", { port: smtp.port, pages: `http://${BIND}:${pages.port}`, ...user });
  return async () => {
    await Promise.all([smtp.close(), pages.close()]);
  };
}
