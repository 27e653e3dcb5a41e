import { Hono } from "hono";
import { html } from "hono/html";
import { FRESH_LIST, page, readableTime, type Html } from "../pages/page.ts";
import type { Mailbox } from "./mailbox.ts";
import { readMail, type ReadMail } from "./read-mail.ts";

const STAND_IN = "a mail server";
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
/** A mail's HTML is somebody else's: it runs nothing, fetches nothing and is framed by our page alone. */
const MAIL_CSP = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'";

/** The inbox of all guests, and each mail as they see it. */
export function mailPages(mailbox: Mailbox): Hono {
  const find = async (id: string): Promise<ReadMail | undefined> => {
    const mail = mailbox.mails.find((each) => each.id === id);
    return mail && readMail(mail);
  };
  const app = new Hono();
  app.get("/", async (c) => {
    const mails = await Promise.all(mailbox.mails.toReversed().map(readMail));
    const body = html`<nav><a href="/" aria-current="page">Mail</a><a href="/faults">Faults</a></nav>
      <h1>Mail</h1>
      <p class="quiet">All mail that the station sends, whoever it is for.</p>
      <div id="list">
        ${mails.length === 0 ? html`<p>No mail yet. Publish an event whose presenters have an address.</p>` : ""}
        <ul class="rows">
          ${mails.map(rowOf)}
        </ul>
      </div>`;
    return c.html(page({ standIn: STAND_IN, title: "Mail", body, script: FRESH_LIST }));
  });
  app.get("/mails/:id", async (c) => {
    const mail = await find(c.req.param("id"));
    if (mail === undefined) return c.notFound();
    return c.html(page({ standIn: STAND_IN, title: mail.subject, body: pageOf(mail) }));
  });
  app.get("/mails/:id/html", async (c) => {
    const mail = await find(c.req.param("id"));
    if (mail === undefined) return c.notFound();
    return c.html(mail.html, 200, { "content-security-policy": MAIL_CSP });
  });
  app.get("/mails/:id/invite.ics", async (c) => {
    const calendar = (await find(c.req.param("id")))?.calendar;
    if (calendar === undefined) return c.notFound();
    return c.body(calendar.text, 200, { "content-type": "text/calendar; charset=utf-8" });
  });
  return app;
}

function rowOf(mail: ReadMail): Html {
  return html`<li>
    <strong><a href="/mails/${mail.id}">${mail.subject}</a></strong>
    <span class="time quiet">${readableTime(mail.receivedAtMs, ZONE)}</span>
    <span class="quiet">To ${mail.to.join(", ")}</span>
    <span class="quiet">${mail.calendar?.method.toLowerCase() ?? ""}</span>
  </li>`;
}

function pageOf(mail: ReadMail): Html {
  return html`<nav><a href="/">Mail</a></nav>
    <h1>${mail.subject}</h1>
    <dl>
      <dt>From</dt>
      <dd>${mail.from}</dd>
      <dt>To</dt>
      <dd>${mail.to.join(", ")}</dd>
      <dt>Came</dt>
      <dd>${readableTime(mail.receivedAtMs, ZONE)}</dd>
    </dl>
    <h2>As a mail program shows it</h2>
    <iframe
      src="/mails/${mail.id}/html"
      title="The mail"
      sandbox=""
      style="width:100%;height:44rem;border:1px solid var(--line);border-radius:6px;background:#fff"
    ></iframe>
    <h2>As plain text</h2>
    <div class="card"><pre style="max-height:none">${mail.text}</pre></div>
    ${
      mail.calendar === undefined
        ? ""
        : html`<h2>For the calendar</h2>
            <p><a class="button" href="/mails/${mail.id}/invite.ics">Open invite.ics</a></p>
            <div class="card"><pre>${mail.calendar.text}</pre></div>`
    }
    <h2>Headers</h2>
    <div class="card"><pre>${mail.headers.map(({ line }) => line).join("\n")}</pre></div>`;
}
