import { type Look, looked, type Part } from "../part.ts";
import type { StationFolder } from "../station-folder.ts";
import { allOf, asked, type CloudflareAccount } from "./cloudflare-account.ts";

/** Under which title the station's namespace is found. */
const KV_TITLE = "nonstop-station";

/** The KV namespace that rundowns and guides are published in. */
export function kvPart({ client, accountId: account_id }: CloudflareAccount, folder: StationFolder): Part {
  const present = async (): Promise<string | undefined> => {
    const namespaces = await allOf("kv", client.kv.namespaces.list({ account_id, per_page: 100 }));
    const { kvNamespaceId } = folder.made;
    const ours = namespaces.find(({ id }) => id === kvNamespaceId);
    return (ours ?? namespaces.find(({ title }) => title === KV_TITLE))?.id;
  };
  const make = async (): Promise<void> => {
    const { id } = await asked("kv", client.kv.namespaces.create({ account_id, title: KV_TITLE }));
    folder.keepMade({ kvNamespaceId: id });
  };
  const look = async (): Promise<Look> => {
    const id = await present();
    if (id === undefined) return looked([], [{ what: `make the KV namespace ${KV_TITLE}`, apply: make }]);
    if (id === folder.made.kvNamespaceId) return looked([`${KV_TITLE} is there`]);
    const keep = {
      what: `use the KV namespace ${KV_TITLE} that is there`,
      apply: async () => folder.keepMade({ kvNamespaceId: id }),
    };
    return looked([], [keep]);
  };
  return { name: "Cloudflare: KV", look };
}
