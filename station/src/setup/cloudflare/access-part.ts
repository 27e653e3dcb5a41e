import type { Answers } from "../answers.ts";
import { type Look, looked, type Part, SetupTrouble } from "../part.ts";
import type { StationFolder } from "../station-folder.ts";
import { allOf, asked, type CloudflareAccount } from "./cloudflare-account.ts";

const POLICY = "Nonstop producers";
const SESSION = "24h";

type App = { id: string; aud: string; domain: string };
type Policy = { id: string; name: string; emails: string[] };

/**
 * Cloudflare Access in front of the control room, for the producers that the answers name. Not in front of the API, where
 * viewers read the guide: producers' calls there carry the application's cookie, as long as that is not bound to a path.
 */
export function accessPart(account: CloudflareAccount, o: { folder: StationFolder; answers: Answers }): Part {
  const { client, accountId: account_id } = account;
  const { applications } = client.zeroTrust.access;
  const { accessEmails: emails = [], accessTeam } = o.answers.cloudflare;
  const domain = `${o.answers.station.host}/control-room`;
  const include = emails.map((email) => ({ email: { email } }));
  const policy = { name: POLICY, decision: "allow" as const, include, precedence: 1 };

  const teamDomain = async (): Promise<string> => {
    const { auth_domain: found } = await asked(
      "accessTeam",
      client.zeroTrust.organizations.list({ account_id }),
    );
    if (found === undefined || (accessTeam !== undefined && found !== `${accessTeam}.cloudflareaccess.com`))
      throw new SetupTrouble({
        what: `The team of this account's Access is ${found ?? "not told"}, not ${accessTeam}`,
        cure: "Correct cloudflare.accessTeam, or leave it out.",
      });
    return found;
  };
  const present = async (): Promise<App | undefined> => {
    const apps: { id?: string; aud?: string; domain?: string }[] = await allOf(
      "accessApps",
      applications.list({ account_id }),
    );
    const app = apps.find((each) => each.domain?.replace(/\/$/, "") === domain);
    return app?.id === undefined || app.aud === undefined ? undefined : { id: app.id, aud: app.aud, domain };
  };
  const policiesOf = async (app: App): Promise<Policy[]> => {
    const all = await allOf("accessApps", applications.policies.list(app.id, { account_id }));
    return all.map(({ id = "", name = "", include: rules = [] }) => ({
      id,
      name,
      emails: rules.flatMap(emailOf),
    }));
  };
  const make = async (): Promise<void> => {
    const body = {
      type: "self_hosted" as const,
      name: `Nonstop, ${domain}`,
      domain,
      session_duration: SESSION,
    };
    await asked(
      "accessApps",
      applications.create({ account_id, ...body, path_cookie_attribute: false, policies: [policy] }),
    );
    await keep();
  };
  const keep = async (): Promise<void> => {
    const app = await present();
    if (app !== undefined) o.folder.keepMade({ accessAud: app.aud, accessTeamDomain: await teamDomain() });
  };
  const admit = async (app: App): Promise<void> => {
    const ours = (await policiesOf(app)).find(({ name }) => name === POLICY);
    if (ours === undefined)
      await asked("accessApps", applications.policies.create(app.id, { account_id, ...policy }));
    else
      await asked(
        "accessApps",
        applications.policies.update(ours.id, { account_id, app_id: app.id, ...policy }),
      );
  };
  const look = async (): Promise<Look> => {
    if (emails.length === 0)
      return looked([
        "none: producers sign in with the token PRODUCER_TOKEN of secrets.json (write accessEmails for Access)",
      ]);
    const team = await teamDomain();
    const app = await present();
    const who = emails.join(", ");
    if (app === undefined)
      return looked([], [{ what: `put Access in front of ${domain}/ for ${who}`, apply: make }]);
    const { accessAud, accessTeamDomain } = o.folder.made;
    const changes = [];
    if (accessAud !== app.aud || accessTeamDomain !== team)
      changes.push({ what: `use the Access application of ${domain} that is there`, apply: keep });
    const ours = (await policiesOf(app)).find(({ name }) => name === POLICY);
    if (ours === undefined || !sameWords(ours.emails, emails))
      changes.push({ what: `let ${who} through Access to the control room`, apply: () => admit(app) });
    return looked([`${team} guards ${domain}/`], changes);
  };
  return { name: "Cloudflare: Access", look };
}

function emailOf(rule: object): string[] {
  const email: unknown = "email" in rule ? rule.email : undefined;
  const address: unknown =
    typeof email === "object" && email !== null && "email" in email ? email.email : undefined;
  return typeof address === "string" ? [address] : [];
}

const sameWords = (a: readonly string[], b: readonly string[]): boolean =>
  a.toSorted().join("\n") === b.toSorted().join("\n");
