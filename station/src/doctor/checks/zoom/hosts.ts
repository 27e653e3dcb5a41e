import { z } from "zod";
import type { Finding } from "../../frame/finding.ts";
import type { ContentfulAccess, ZoomAccess } from "../../patient.ts";
import { deliveryClient, hear } from "../contentful/clients.ts";

/** Who holds meetings, and how many at once the studios want of them. */
export type Host = { user: string; meetingsAtOnce: number; studios: readonly string[] };

const Studios = z.object({
  items: z.array(
    z.object({
      fields: z.object({
        name: z.string().catch(""),
        zoomHostUser: z.string().optional().catch(undefined),
        meetingsAtOnce: z.int().min(1).catch(1),
      }),
    }),
  ),
});
export type Studio = z.infer<typeof Studios>["items"][number]["fields"];

/** The hosts of all studios, the station's own among them. Studios of one host share what it can hold. */
export function hostsOf(stationHost: string, studios: readonly Studio[]): Host[] {
  const hosts = new Map<string, Host>([[stationHost, { user: stationHost, meetingsAtOnce: 1, studios: [] }]]);
  for (const { name, zoomHostUser, meetingsAtOnce } of studios) {
    const user = zoomHostUser || stationHost;
    const known = hosts.get(user);
    hosts.set(user, {
      user,
      meetingsAtOnce: Math.max(known?.meetingsAtOnce ?? 1, meetingsAtOnce),
      studios: [...(known?.studios ?? []), name],
    });
  }
  return [...hosts.values()];
}

/** The hosts as the programming team has them. Without Contentful it is the station's own. */
export async function readHosts(
  zoom: ZoomAccess,
  contentful: ContentfulAccess | undefined,
): Promise<{ hosts: Host[]; problem: Finding | undefined }> {
  if (contentful === undefined) return { hosts: hostsOf(zoom.hostUser, []), problem: undefined };
  const studios = await hear(
    "read the studios",
    "See the findings of Contentful's tokens and content model.",
    async () =>
      Studios.parse(
        await deliveryClient(contentful).withoutLinkResolution.getEntries({
          content_type: "studio",
          limit: 100,
          include: 0,
        }),
      ),
  );
  if (studios.kind === "refused") return { hosts: hostsOf(zoom.hostUser, []), problem: studios.finding };
  return {
    hosts: hostsOf(
      zoom.hostUser,
      studios.value.items.map(({ fields }) => fields),
    ),
    problem: undefined,
  };
}
