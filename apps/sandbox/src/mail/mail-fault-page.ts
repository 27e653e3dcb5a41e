import { Hono } from "hono";
import { html } from "hono/html";
import { page, type Html } from "../pages/page.ts";
import type { FaultBoard } from "../server/common-routes.ts";
import type { MailFate } from "./mail-faults.ts";

const FATES: readonly { fate: MailFate; label: string }[] = [
  { fate: "greylisted", label: "asked to come again later (451)" },
  { fate: "unknown", label: "nobody has that address (550)" },
  { fate: "refused", label: "the mail is not wanted (554)" },
  { fate: "hangs", label: "no answer comes" },
  { fate: "lost", label: "taken, and the answer is lost" },
];

/** `/faults`: what becomes of mail from now on, and a button for each. */
export function mailFaultPage(board: FaultBoard): Hono {
  return new Hono().get("/faults", (c) => {
    const { everyMail, nextMails } = board.all.mail;
    const every = FATES.map(({ fate, label }) => {
      const isOn = everyMail === fate;
      return button(label, { everyMail: isOn ? "works" : fate }, isOn);
    });
    const next = FATES.map(({ fate, label }) => button(label, { nextMails: [...nextMails, fate] }));
    const body = html`<nav><a href="/">Mail</a><a href="/faults" aria-current="page">Faults</a></nav>
      <h1>Faults</h1>
      <h2>Of every mail, until it is pressed again</h2>
      <div class="actions">${every}</div>
      <h2>Of the next mail alone</h2>
      <div class="actions">${next}</div>
      <p class="quiet">
        ${nextMails.length === 0 ? "Nothing is waiting for the next mail." : `Waiting: ${nextMails.join(", ")}.`}
      </p>`;
    return c.html(page({ standIn: "a mail server", title: "Faults", body }));
  });
}

function button(label: string, mail: object, isOn?: boolean): Html {
  return html`<form method="post" action="/sandbox/faults?back=/faults">
    <input type="hidden" name="change" value="${JSON.stringify({ mail })}" />
    <button ${isOn === undefined ? "" : html`aria-pressed="${String(isOn)}"`}>${label}</button>
  </form>`;
}
