import type { FaultChoices } from "../server/fault-page.ts";
import { PERMISSIONS } from "./permissions.ts";

/** What may be broken at Cloudflare. */
export const CLOUDFLARE_FAULTS: FaultChoices = {
  vendor: "stream",
  standIn: "Cloudflare",
  endpoints: [
    { method: "POST", path: "/storage/kv/namespaces" },
    { method: "POST", path: "/r2/buckets" },
    { method: "PUT", path: "/stream/webhook" },
  ],
  scopes: PERMISSIONS.flatMap((permission) => [permission, `${permission} Edit`]),
  topics: [],
  others: [
    {
      label: "MP4s of Stream are never finished",
      isOn: (faults) => faults.downloads === "stuck",
      on: { downloads: "stuck" },
      off: { downloads: "made" },
    },
  ],
};
