import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const STYLE = `
@font-face { font-family: Archivo; src: url(/archivo.woff2) format("woff2"); font-weight: 100 900; font-stretch: 62% 125%; font-display: swap; }
:root { color-scheme: light dark;
  --ground: light-dark(#f6f5f1, #0b0d10); --raised: light-dark(#fff, #14181d); --text: light-dark(#15181c, #e9edf1);
  --quiet: light-dark(#5b6570, #9aa5b1); --line: light-dark(#d9d7cf, #262c33);
  --green: light-dark(#146c4a, #37c48e); --amber: light-dark(#8a5c00, #e5a92c); --trouble: light-dark(#b3261e, #ff8a80); }
* { box-sizing: border-box; } [hidden] { display: none !important; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 Archivo, system-ui, sans-serif; }
.band { background: repeating-linear-gradient(135deg, #d99000 0 14px, #15181c 14px 28px); padding: 10px 16px; text-align: center; }
.band p { display: inline-block; margin: 0; padding: 2px 12px; background: #15181c; color: #f6f5f1; font-weight: 600; font-size: 14px; border-radius: 2px; }
main { max-width: 60rem; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 2rem; font-weight: 800; font-stretch: 112%; line-height: 1.15; letter-spacing: -.01em; margin: .4em 0; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; font-weight: 700; margin: 2em 0 .5em; }
p { max-width: 66ch; } a { color: inherit; text-underline-offset: 3px; }
.quiet { color: var(--quiet); } .trouble { color: var(--trouble); } .good { color: var(--green); } .amber { color: var(--amber); }
.time { font-variant-numeric: tabular-nums; white-space: nowrap; }
nav { display: flex; gap: 4px 20px; flex-wrap: wrap; font-weight: 600; } nav a { padding: 6px 0; border-bottom: 2px solid transparent; color: var(--quiet); text-decoration: none; }
nav a:hover, nav a[aria-current] { color: var(--text); } nav a[aria-current] { border-color: currentColor; }
.rows { list-style: none; margin: 20px 0 0; padding: 0; border-top: 1px solid var(--line); }
.rows li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 16px; padding: 12px 0; border-bottom: 1px solid var(--line); }
.rows strong { font-weight: 650; overflow-wrap: anywhere; } .rows strong a { text-decoration: none; } .rows .quiet { font-size: 14px; } .rows li > :nth-child(even) { text-align: right; } .rows .actions { margin: 0; }
.card { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 16px 20px; margin: 16px 0; }
label { display: block; font-weight: 600; font-size: 14px; margin: 14px 0 4px; } label small { font-weight: 400; color: var(--quiet); }
input, select, textarea { width: 100%; font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--quiet); border-radius: 4px; padding: 8px 10px; min-height: 42px; }
textarea { min-height: 92px; } select[multiple] { min-height: 108px; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 16px; } @media (max-width: 520px) { .pair { grid-template-columns: 1fr; } h1 { font-size: 1.6rem; } }
.actions { display: flex; flex-wrap: wrap; gap: 10px; margin: 22px 0 0; align-items: center; }
button, .button { font: inherit; font-weight: 650; padding: 9px 18px; min-height: 42px; border-radius: 4px; border: 1px solid var(--text); background: none; color: var(--text); cursor: pointer; text-decoration: none; display: inline-block; }
button.first, .button.first, button[aria-pressed="true"] { background: var(--text); color: var(--ground); }
:focus-visible { outline: 3px solid #1f9d6b; outline-offset: 2px; } button:disabled { opacity: .45; cursor: default; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 6px 18px; margin: 0; } dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
pre { font: 13px/1.45 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; max-height: 16em; overflow: auto; }
.air { display: inline-flex; align-items: center; gap: 8px; font-weight: 700; } .air::before { content: ""; width: 12px; height: 12px; border-radius: 50%; background: var(--quiet); }
.air.on::before { background: #1f9d6b; } .air.soon::before { background: #d99000; }
`;

/** Script that refreshes the element with the id `list`. */
export const FRESH_LIST = `setInterval(async () => {
  try {
    const fresh = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html").getElementById("list");
    if (fresh && fresh.innerHTML !== document.getElementById("list").innerHTML) document.getElementById("list").replaceWith(fresh);
  } catch {}
}, 2000);`;

/** A page of a stand-in, plainly labelled so that nobody mistakes it for the real service. */
export function page(o: { standIn: string; title: string; body: Html; script?: string }): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${o.title} - stand-in for ${o.standIn}</title>
        <link rel="icon" href="data:," />
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <header class="band">
          <p>This is a stand-in for ${o.standIn}. Nothing here leaves your machine.</p>
        </header>
        <main>${o.body}</main>
        ${
          o.script === undefined
            ? ""
            : html`<script type="module">
                ${raw(o.script)};
              </script>`
        }
      </body>
    </html>`;
}

/** Unix ms or an ISO time as people of a zone read it, e.g. "Mon 23 Nov, 20:00". */
export function readableTime(at: number | string, timezone: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return String(at);
  const options = {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  } as const;
  try {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: timezone }).format(date);
  } catch {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(date);
  }
}
