import "./site/zod-without-eval.ts";
import { render } from "preact";
import { startClock } from "./feed/clock.ts";
import { followGuest } from "./guest/guest-feed.ts";
import { GuestPage } from "./guest/guest-page.tsx";
import "./styles/faces.ts";
import "./styles/base.css";
import "./styles/site.css";
import "./guest/guest.css";

startClock();
followGuest();
const root = document.querySelector("#app");
if (root !== null) render(<GuestPage />, root);
