import type { Answers } from "../answers.ts";
import { type Change, type Look, looked, type Part } from "../part.ts";
import type { StationFolder } from "../station-folder.ts";
import { asked, type CloudflareAccount, found } from "./cloudflare-account.ts";

const BUCKET = "nonstop-media";
/** An upload that is not complete after a week never will be. */
const STALE_UPLOAD_SECONDS = 7 * 86_400;
const RULE = {
  id: "End stale multipart uploads",
  enabled: true,
  conditions: { prefix: "" },
  abortMultipartUploadsTransition: { condition: { type: "Age" as const, maxAge: STALE_UPLOAD_SECONDS } },
};

type Rules = NonNullable<
  Awaited<ReturnType<CloudflareAccount["client"]["r2"]["buckets"]["lifecycle"]["get"]>>["rules"]
>;

/** The R2 bucket of segments and recordings, with its one rule. How long media is kept is the station's own business. */
export function bucketPart(
  { client, accountId: account_id }: CloudflareAccount,
  o: { folder: StationFolder; region: Answers["station"]["region"] },
): Part {
  const { buckets } = client.r2;
  const rulesNow = async (): Promise<Rules> =>
    (await asked("r2", buckets.lifecycle.get(BUCKET, { account_id }))).rules ?? [];
  const make: Change = {
    what: `make the R2 bucket ${BUCKET}${hintOf(o.region) === undefined ? "" : ` (${o.region})`}`,
    apply: async () => {
      const locationHint = hintOf(o.region);
      const body = { account_id, name: BUCKET, ...(locationHint === undefined ? {} : { locationHint }) };
      await asked("r2", buckets.create(body));
      o.folder.keepMade({ bucket: BUCKET });
    },
  };
  const rule: Change = {
    what: `have ${BUCKET} end multipart uploads that are a week old`,
    apply: async () => {
      const rules = await rulesNow();
      // Rules are replaced whole: those of others stay.
      if (!rules.some(endsStaleUploads))
        await asked("r2", buckets.lifecycle.update(BUCKET, { account_id, rules: [...rules, RULE] }));
    },
  };
  const look = async (): Promise<Look> => {
    const bucket = await found("r2", buckets.get(BUCKET, { account_id }));
    if (bucket === undefined) return looked([], [make]);
    const rules = await rulesNow();
    const changes = rules.some(endsStaleUploads) ? [] : [rule];
    if (o.folder.made.bucket !== BUCKET)
      changes.push({
        what: `use the R2 bucket ${BUCKET} that is there`,
        apply: async () => o.folder.keepMade({ bucket: BUCKET }),
      });
    return looked([`${BUCKET} is there`, ...rules.filter(deletes).map(warning)], changes);
  };
  return { name: "Cloudflare: R2", look };
}

/** Every new bucket of Cloudflare's has such a rule. */
const endsStaleUploads = (rule: Rules[number]): boolean =>
  rule.enabled &&
  rule.conditions.prefix === "" &&
  (rule.abortMultipartUploadsTransition?.condition?.maxAge ?? Infinity) <= STALE_UPLOAD_SECONDS;

const deletes = (rule: Rules[number]): boolean => rule.enabled && rule.deleteObjectsTransition !== undefined;

const warning = ({ id, conditions }: Rules[number]): string =>
  `by hand: its lifecycle rule "${id}" deletes what is below "${conditions.prefix}". The station sweeps by itself: take the rule off, or replays of kept shows end.`;

/** R2 knows fewer places than objects do. */
function hintOf(region: string): "wnam" | "enam" | "weur" | "eeur" | "apac" | "oc" | undefined {
  return (["wnam", "enam", "weur", "eeur", "apac", "oc"] as const).find((hint) => hint === region);
}
