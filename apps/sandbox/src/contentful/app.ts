import { routes } from "@nonstop/contract/routes";
import { z } from "zod";

/** The one organization that the stand-in's space belongs to. */
export const ORGANIZATION = "nonstop-organization";

/** An app of the organization, as it was defined. */
export const App = z.object({
  id: z.string(),
  version: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  name: z.string(),
  /** The address of its page. */
  src: z.string().optional(),
  locations: z.array(z.looseObject({ location: z.string() })),
  /** What requests of its page are signed with. */
  signingSecret: z.string().optional(),
  /** Whether it is installed in the space's environment. */
  isInstalled: z.boolean(),
});
export type App = z.infer<typeof App>;

/** The body that defines an app. */
export const AppBody = z.object({
  name: z.string().min(1),
  src: z.url().optional(),
  locations: z.array(z.looseObject({ location: z.string() })).default([]),
});

export const AppSecretBody = z.object({ value: z.string().regex(/^[0-9a-zA-Z+/=_-]{64}$/) });

/** The app that the station's page is, when its secret is known: installed, as setup would leave it. */
export function stationsApp(o: { publicUrl: string; secret: string; now: string }): App {
  return {
    id: "nonstop",
    version: 1,
    createdAt: o.now,
    updatedAt: o.now,
    name: "Nonstop",
    src: `${o.publicUrl}${routes.sidebarPage}`,
    locations: [{ location: "entry-sidebar" }],
    signingSecret: o.secret,
    isInstalled: true,
  };
}
