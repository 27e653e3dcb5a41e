import { Hono } from "hono";
import { html } from "hono/html";
import { errorBody } from "@nonstop/contract/error-body";
import { FRESH_LIST, page, readableTime } from "../pages/page.ts";
import type { Html } from "../pages/page.ts";
import { sameOriginWrites } from "../server/common-routes.ts";
import { NOT_LET_IN } from "./live-meetings.ts";
import { encryptedPassword, hostToken } from "./meeting.ts";
import type { Meeting } from "./meeting.ts";
import type { Zoom } from "./zoom-room.ts";

const STAND_IN = "Zoom";

/** Joins by form, then asks for the state every second. Leaving the page leaves the meeting. */
const SCRIPT = `
const base = location.pathname.replace(/\\/$/, "");
const pwd = new URLSearchParams(location.search).get("pwd") ?? "";
const $ = (id) => document.getElementById(id);
let me;
// Write only changes, so that screen readers do not repeat the rest.
const write = (id, text) => { if ($(id).textContent !== text) $(id).textContent = text; };
const say = (text, className) => { write("say", text); $("say").className = "air " + className; };
const send = (path, body) => fetch(base + path + "?pwd=" + encodeURIComponent(pwd), { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
$("join").addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await send("/join", { name: $("name").value });
  const body = await answer.json();
  if (!answer.ok) return say(body.error.message, "soon");
  me = body.userId;
  $("join").hidden = true; $("leave").hidden = false;
  show();
});
$("leave").addEventListener("click", async () => {
  await send("/leave", { userId: me });
  me = undefined;
  $("join").hidden = false; $("leave").hidden = true;
  show();
});
addEventListener("pagehide", () => { if (me) navigator.sendBeacon(base + "/leave?pwd=" + encodeURIComponent(pwd), JSON.stringify({ userId: me })); });
async function show() {
  try {
    const s = await (await fetch(base + "/state?pwd=" + encodeURIComponent(pwd))).json();
    // Isolate each name, so that it keeps its own direction.
    write("people", s.participants.map((name) => "\\u2068" + name + "\\u2069").join(", ") || "Nobody yet");
    if (s.livestream === "on") say("Your picture goes out to the station", "on");
    else if (s.livestream === "reconnecting") say("The station does not answer. Trying again.", "soon");
    else if (s.livestream === "starting") say("Connecting to the station", "soon");
    else if (s.state === "started") say("You are in. Waiting for the station to ask for the picture.", "soon");
    else say("Nobody is here yet", "");
  } catch { say("The stand-in does not answer", "soon"); }
}
setInterval(show, 1000); show();
`;

function joinBody(meeting: Meeting, isHost: boolean): Html {
  return html`<p class="quiet time">
      ${readableTime(meeting.startTime, meeting.timezone)}, ${meeting.timezone}
    </p>
    <h1><bdi>${meeting.topic}</bdi></h1>
    <p>
      Type a name and join. Once the station asks for it, a generated picture with your name and a spoken text
      goes on the air in your place: your camera and microphone are not used.
    </p>
    <div class="card">
      <p class="air" id="say" aria-live="polite">One moment</p>
      <dl>
        <dt>In the meeting</dt>
        <dd id="people">Nobody yet</dd>
      </dl>
      <form id="join">
        <label for="name">Your name</label>
        <input
          id="name"
          name="name"
          required
          maxlength="60"
          dir="auto"
          autocomplete="name"
          placeholder="Grace Hopper"
        />
        <div class="actions"><button class="first">${isHost ? "Join as the host" : "Join"}</button></div>
      </form>
      <div class="actions"><button id="leave" hidden>Leave</button></div>
    </div>`;
}

const sorry = (title: string, words: string): Html =>
  page({
    standIn: STAND_IN,
    title,
    body: html`<h1>${title}</h1>
      <p>${words}</p>`,
  });

/** `/j/{id}` for guests, `/s/{id}` for the host, and a list of all meetings at `/`. */
export function joinPages(zoom: Zoom): Hono {
  const { meetings, live } = zoom;
  const pages = new Hono();
  pages.use("/j/*", sameOriginWrites);
  pages.use("/s/*", sameOriginWrites);

  pages.get("/", (c) => {
    const rows = Object.values(meetings.value).sort((a, b) => a.startTime.localeCompare(b.startTime));
    const row = (m: Meeting): Html =>
      html`<li>
        <strong
          ><a href="/j/${m.id}?pwd=${encryptedPassword(m)}"><bdi>${m.topic}</bdi></a></strong
        >
        <span class="${live.status(m.id) === "started" ? "good" : "quiet"}"
          >${live.status(m.id) === "started" ? "going on" : "waiting"}</span
        >
        <span class="quiet time">${readableTime(m.startTime, m.timezone)}</span>
      </li>`;
    const body = html`<h1>Meetings</h1>
      <p class="quiet">
        The station makes one for each live event that is published. <a href="/faults">Faults</a>
      </p>
      <div id="list">
        ${
          rows.length === 0
            ? html`<p>No meetings yet.</p>`
            : html`<ul class="rows">
                ${rows.map(row)}
              </ul>`
        }
      </div>
      <h2>Webhooks</h2>
      <p>
        ${
          zoom.webhooks.validated
            ? html`<span class="good">The station answered the challenge.</span>`
            : html`<span class="amber">The station has not answered the challenge yet.</span>`
        }
      </p>
      <form method="post" action="/sandbox/zoom/validate?back=1"><button>Challenge it again</button></form>`;
    return c.html(page({ standIn: STAND_IN, title: "Meetings", body, script: FRESH_LIST }));
  });

  for (const [door, isHost] of [
    ["/j/:id", false],
    ["/s/:id", true],
  ] as const) {
    const allowed = (id: string, key: string | undefined): Meeting | undefined => {
      const meeting = meetings.value[id];
      if (meeting === undefined) return undefined;
      if (isHost) return key === hostToken(meeting) ? meeting : undefined;
      const isOpen = meeting.password === "";
      return isOpen || key === encryptedPassword(meeting) || key === meeting.password ? meeting : undefined;
    };
    const key = (query: (name: string) => string | undefined) => query("pwd") || query("zak");
    const refusal = errorBody("wrong-passcode", "This link is not valid.");

    pages.get(door, (c) => {
      const id = c.req.param("id");
      if (meetings.value[id] === undefined)
        return c.html(sorry("This meeting does not exist", "The link may be old: ask for a new one."), 404);
      const meeting = allowed(
        id,
        key((name) => c.req.query(name)),
      );
      if (meeting === undefined)
        return c.html(
          sorry("Wrong passcode", "The link is not complete: copy all of it, with what follows pwd=."),
          403,
        );
      return c.html(
        page({
          standIn: STAND_IN,
          title: meeting.topic,
          body: joinBody(meeting, isHost),
          // The host's link carries its key under another name.
          script: isHost ? SCRIPT.replace('.get("pwd")', '.get("zak")') : SCRIPT,
        }),
      );
    });
    pages.get(`${door}/state`, (c) => {
      const meeting = allowed(
        c.req.param("id"),
        key((name) => c.req.query(name)),
      );
      if (meeting === undefined) return c.json(refusal, 403);
      const now = live.get(meeting.id);
      return c.json({
        state: live.status(meeting.id),
        livestream: now?.livestream ?? "off",
        participants: now?.participants.map((p) => p.name) ?? [],
      });
    });
    pages.post(`${door}/join`, async (c) => {
      const meeting = allowed(
        c.req.param("id"),
        key((name) => c.req.query(name)),
      );
      if (meeting === undefined) return c.json(refusal, 403);
      const body: unknown = await c.req.json().catch(() => undefined);
      const name =
        typeof body === "object" && body !== null && "name" in body ? String(body.name).trim() : "";
      if (name === "" || name.length > 60)
        return c.json(errorBody("bad-name", "A name of 1 to 60 letters, please."), 400);
      const joined = live.join(meeting, name, { isHost, marks: true });
      if (typeof joined === "string") return c.json(errorBody(joined, NOT_LET_IN[joined]), 409);
      return c.json({ userId: joined.userId }, 201);
    });
    pages.post(`${door}/leave`, async (c) => {
      const meeting = allowed(
        c.req.param("id"),
        key((name) => c.req.query(name)),
      );
      if (meeting === undefined) return c.json(refusal, 403);
      const body: unknown = JSON.parse((await c.req.text()) || "{}");
      if (typeof body === "object" && body !== null && "userId" in body)
        live.leave(meeting, { userId: String(body.userId) });
      return c.body(null, 204);
    });
  }
  return pages;
}
