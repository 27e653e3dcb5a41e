import { Hono } from "hono";
import { commonRoutes, onFault, type FaultBoard } from "../server/common-routes.ts";
import { mailFaultPage } from "./mail-fault-page.ts";
import { mailPages } from "./mail-pages.ts";
import type { Mailbox } from "./mailbox.ts";
import { readMail } from "./read-mail.ts";

/** The pages of the mail server, and its door for programs. Mail itself comes over SMTP. */
export function mailServer(mailbox: Mailbox, board: FaultBoard): Hono {
  const app = new Hono();
  app.onError(onFault);
  app.route(
    "/",
    commonRoutes(board, () => ({ sandbox_mails: mailbox.mails.length })),
  );
  app.get("/sandbox/mails", async (c) => {
    const to = c.req.query("to");
    const wanted = mailbox.mails.filter((mail) => to === undefined || mail.to.includes(to));
    return c.json({ mails: await Promise.all(wanted.map(readMail)) });
  });
  app.get("/sandbox/mails/:id", (c) => {
    const mail = mailbox.mails.find(({ id }) => id === c.req.param("id"));
    if (mail === undefined) return c.notFound();
    return c.body(mail.raw, 200, { "content-type": "message/rfc822" });
  });
  app.delete("/sandbox/mails", (c) => {
    mailbox.clear();
    return c.json({ mails: [] });
  });
  app.route("/", mailPages(mailbox));
  app.route("/", mailFaultPage(board));
  return app;
}
