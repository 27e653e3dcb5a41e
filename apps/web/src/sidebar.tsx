import "./site/zod-without-eval.ts";
import { init, locations, type SidebarAppSDK } from "@contentful/app-sdk";
import { render } from "preact";
import { startClock } from "./feed/clock.ts";
import { Beside, Elsewhere } from "./sidebar/beside.tsx";
import { SignedDoor } from "./sidebar/signed-door.ts";
import { startLooking } from "./sidebar/looking.ts";
import "./styles/faces.ts";
import "./styles/base.css";
import "./sidebar/sidebar.css";

const root = document.querySelector("#app");

function begin(sdk: SidebarAppSDK): void {
  if (root === null) return;
  const { app, entry } = sdk.ids;
  if (!sdk.location.is(locations.LOCATION_ENTRY_SIDEBAR) || app === undefined) {
    render(<Elsewhere />, root);
    return;
  }
  sdk.window.startAutoResizer();
  const door = new SignedDoor(sdk.cma, app);
  const { look } = startLooking(door, entry);
  // Whatever is published, or withdrawn, is to be seen here at once.
  sdk.entry.onSysChanged(() => void look());
  render(<Beside door={door} entry={entry} look={look} />, root);
}

if (window.parent === window) {
  if (root !== null) render(<Elsewhere />, root);
} else {
  startClock();
  init<SidebarAppSDK>(begin);
}
