import "./site/zod-without-eval.ts";
import { render, type JSX } from "preact";
import { startClock } from "./feed/clock.ts";
import { startFeed } from "./feed/station-feed.ts";
import { NotFoundPage } from "./site/not-found-page.tsx";
import { PlayerPage } from "./player/player-page.tsx";
import { ProgrammePage } from "./programme/programme-page.tsx";
import { PeoplePage, ShowsPage } from "./directory/list-pages.tsx";
import { PersonPage } from "./directory/person-page.tsx";
import { SearchPage } from "./directory/search-page.tsx";
import { ShowPage } from "./directory/show-page.tsx";
import { GuidePage } from "./guide/guide-page.tsx";
import { ReplayPage } from "./replays/replay-page.tsx";
import { ReplaysPage } from "./replays/replays-page.tsx";
import { Frame } from "./site/frame.tsx";
import { pageOf } from "./site/page-of.ts";
import { followLinks, path } from "./site/path.ts";
import "./styles/faces.ts";
import "./styles/base.css";
import "./styles/site.css";

function Page(): JSX.Element {
  const page = pageOf(path.value);
  switch (page.kind) {
    case "player":
      return <PlayerPage />;
    case "guide":
      return <GuidePage />;
    case "programme":
      return <ProgrammePage key={page.slug} slug={page.slug} />;
    case "people":
      return <PeoplePage />;
    case "person":
      return <PersonPage key={page.slug} slug={page.slug} />;
    case "shows":
      return <ShowsPage />;
    case "show":
      return <ShowPage key={page.slug} slug={page.slug} />;
    case "search":
      return <SearchPage />;
    case "replays":
      return <ReplaysPage />;
    case "replay":
      return <ReplayPage key={page.slug} slug={page.slug} />;
    case "unknown":
      return <NotFoundPage />;
    default:
      return <NotFoundPage />;
  }
}

startClock();
startFeed();
followLinks();
const root = document.querySelector("#app");
if (root !== null)
  render(
    <Frame>
      <Page />
    </Frame>,
    root,
  );
