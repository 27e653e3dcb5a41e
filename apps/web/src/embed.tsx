import { routes } from "@nonstop/contract/routes";
import "./site/zod-without-eval.ts";
import { render, type JSX } from "preact";
import { startClock } from "./feed/clock.ts";
import { Picture } from "./player/picture.tsx";
import { Replay } from "./programme/replay.tsx";
import "./styles/faces.ts";
import "./styles/base.css";
import "./player/player.css";
import "./embed/embed.css";

/** The player alone, in a frame on somebody else's page: the channel, or an airing again. */
function Embedded({ airing }: { airing: string | undefined }): JSX.Element {
  return (
    <>
      {airing === undefined ? <Picture /> : <Replay source={routes.replay(airing)} title="Nonstop" isEager />}
      <a class="station" href="/" target="_blank" rel="noopener">
        nonstop
      </a>
    </>
  );
}

startClock();
const airing = /^\/embed\/([a-zA-Z0-9_.-]+)\/?$/.exec(location.pathname)?.[1];
const root = document.querySelector("#app");
if (root !== null) render(<Embedded airing={airing} />, root);
