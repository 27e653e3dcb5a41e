import { SetupTrouble } from "../part.ts";
import { allOf, type CloudflareAccount } from "./cloudflare-account.ts";
import { PERMISSIONS } from "./permissions.ts";

/** The zone of the station's hostname. A token that may not read zones is told that there are none. */
export async function zoneOf(account: CloudflareAccount): Promise<{ id: string; isActive: boolean }> {
  const { client, accountId, zone: name } = account;
  const zones = await allOf("zone", client.zones.list({ name, account: { id: accountId } }));
  const zone = zones.find((each) => each.name === name);
  if (zone === undefined)
    throw new SetupTrouble({
      what: `Cloudflare shows the token no zone ${name} in account ${accountId}`,
      cure: `Add ${PERMISSIONS.zone} to the token, with ${name} among its zone resources; or add ${name} to the account first, at https://dash.cloudflare.com.`,
    });
  return { id: zone.id, isActive: zone.status === "active" };
}
