import { SpaceRight } from "./space-rights.ts";
import type { FaultChoices } from "../server/fault-page.ts";

/** What may be broken at Contentful. */
export const CONTENTFUL_FAULTS: FaultChoices = {
  vendor: "contentful",
  standIn: "Contentful",
  endpoints: [
    { method: "GET", path: "/entries" },
    { method: "GET", path: "/entries/*" },
    { method: "PUT", path: "/entries/*" },
    { method: "PATCH", path: "/entries/*" },
  ],
  scopes: [],
  topics: ["Entry.publish", "Entry.unpublish", "Entry.archive", "Entry.delete"],
  lists: [
    { title: "What the owner of the token may not do", name: "missingRights", values: SpaceRight.options },
  ],
  others: [
    {
      label: "Webhooks are as they were years ago",
      isOn: ({ payloads }) => payloads.deletedAs === "Entry",
      on: { payloads: { deletedAs: "Entry", tellsEnvironment: false } },
      off: { payloads: {} },
    },
    {
      label: "The delivery API lags by five minutes",
      isOn: (faults) => faults.deliveryLagMs > 0,
      on: { deliveryLagMs: 300_000 },
      off: { deliveryLagMs: 0 },
    },
  ],
};
