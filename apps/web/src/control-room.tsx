import "./site/zod-without-eval.ts";
import { render, type JSX } from "preact";
import { askDesk } from "./control-room/desk-feed.ts";
import { Desk } from "./control-room/desk.tsx";
import { deskPath, followDeskLinks } from "./control-room/desk-path.ts";
import { askSession, session, signIn, tokenFromAddress } from "./control-room/session.ts";
import { SignIn } from "./control-room/sign-in.tsx";
import { LibraryPage } from "./library/library-page.tsx";
import { ReadThroughPage } from "./read-through/read-through-page.tsx";
import { NewsPage } from "./news/news-page.tsx";
import { startClock } from "./feed/clock.ts";
import "./styles/faces.ts";
import "./styles/base.css";
import "./styles/site.css";
import "./control-room/control-room.css";

const RETRY_MS = 2000;

function ControlRoom(): JSX.Element {
  switch (session.value) {
    case "open":
      return <Page />;
    case "closed":
      return <SignIn />;
    case "unknown":
      return <p class="opening">Opening the control room.</p>;
    default:
      return <SignIn />;
  }
}

function Page(): JSX.Element {
  switch (deskPath.value) {
    case "/control-room/library/":
      return <LibraryPage />;
    case "/control-room/rehearsal/":
      return <ReadThroughPage />;
    case "/control-room/news/":
      return <NewsPage />;
    case "/control-room/":
    default:
      return <Desk />;
  }
}

async function open(): Promise<void> {
  const token = tokenFromAddress();
  if (token !== undefined) await signIn(token);
  else await askSession();
  if (session.value === "unknown") await askDesk();
  // The station has not answered yet, so we ask again until it does.
  if (session.value === "unknown") setTimeout(() => void open(), RETRY_MS);
}

startClock();
followDeskLinks();
void open();
const root = document.querySelector("#app");
if (root !== null) render(<ControlRoom />, root);
