import type { Answers } from "../answers.ts";
import type { Part } from "../part.ts";
import { inTurn } from "../in-turn.ts";
import type { StationFolder } from "../station-folder.ts";
import { sidebarApp } from "./app.ts";
import { contentModel } from "./content-model-part.ts";
import { deliveryKey } from "./delivery-key-part.ts";
import { signingSecret } from "./signing-secret-part.ts";
import { spaceClient } from "./space-client.ts";
import { contentfulToken } from "./token-part.ts";
import { webhook } from "./webhook-part.ts";

/** What a station needs at Contentful. Without a token that is in order there is nothing more to look at. */
export function contentfulPart({ answers, folder }: { answers: Answers; folder: StationFolder }): Part {
  const { contentful, station } = answers;
  const space = spaceClient(contentful);
  return inTurn("Contentful", contentfulToken(contentful, space), [
    contentModel(space),
    deliveryKey(contentful, space, folder),
    signingSecret(space, folder),
    webhook(contentful, space, station),
    sidebarApp(space, station, folder),
  ]);
}
