import { type Look, looked, type Part } from "../part.ts";
import type { SetupContext } from "../parts.ts";
import { accessPart } from "./access-part.ts";
import { bucketPart } from "./bucket-part.ts";
import { cloudflareAccount } from "./cloudflare-account.ts";
import { ingestNamePart } from "./ingest-name-part.ts";
import { kvPart } from "./kv-part.ts";
import { namesPart } from "./names-part.ts";
import { streamPart } from "./stream-part.ts";
import { tokenPart } from "./token-part.ts";
import { zoneRulesPart } from "./zone-rules-part.ts";

/** What a station needs of its Cloudflare account and of its zone. */
export function cloudflareParts(context: SetupContext): Part[] {
  const { answers, folder } = context;
  const { station, cloudflare } = answers;
  const account = cloudflareAccount(cloudflare);
  const token = tokenPart(account, { wantsAccess: (cloudflare.accessEmails ?? []).length > 0 });
  return behind(token, [
    kvPart(account, folder),
    bucketPart(account, { folder, region: station.region }),
    namesPart(account, station),
    ...(station.liveSource === "ingest" ? [ingestNamePart(account, station)] : []),
    zoneRulesPart(account, station.host),
    accessPart(account, context),
    streamPart(context),
  ]);
}

/** A part, and those that are looked at only when it met no trouble: they would meet the same again. */
function behind(first: Part, others: readonly Part[]): Part[] {
  let isGood = false;
  const look = async (): Promise<Look> => {
    const seen = await first.look();
    isGood = seen.kind === "looked";
    return seen;
  };
  return [
    { name: first.name, look },
    ...others.map((part) => ({
      name: part.name,
      look: async () =>
        isGood ? part.look() : looked([`not looked at while "${first.name}" is in trouble`]),
    })),
  ];
}
