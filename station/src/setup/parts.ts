import type { Answers } from "./answers.ts";
import { cloudflareAccount } from "./cloudflare/cloudflare-account.ts";
import { cloudflareParts } from "./cloudflare/cloudflare-parts.ts";
import { configsPart } from "./cloudflare/configs-part.ts";
import { secretsPart } from "./cloudflare/secrets-part.ts";
import { contentfulPart } from "./contentful/contentful-part.ts";
import { generatedSecrets } from "./generated-secrets.ts";
import type { Part } from "./part.ts";
import type { StationFolder } from "./station-folder.ts";
import { vmEnvPart } from "./vm-env.ts";
import { zoomPart } from "./zoom/zoom-part.ts";

/** What every part of setup is given. */
export type SetupContext = { answers: Answers; folder: StationFolder };

/** All parts, in the order in which they are looked at and changed: later ones need what earlier ones made. */
export function partsOf(context: SetupContext): Part[] {
  return [
    generatedSecrets(context.folder),
    contentfulPart(context),
    zoomPart(context),
    ...cloudflareParts(context),
    ...deploymentParts(context),
  ];
}

/** What is made of all that the others found and made. */
export function deploymentParts(context: SetupContext): Part[] {
  return [
    configsPart(context),
    secretsPart(cloudflareAccount(context.answers.cloudflare), context),
    vmEnvPart(context),
  ];
}
