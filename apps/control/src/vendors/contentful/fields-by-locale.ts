import { z } from "zod";

export const ByLocale = z.record(z.string(), z.unknown());
/** Fields as the management API and its webhooks have them: values by locale. One that is none is empty. */
export const AllByLocale = z.record(z.string(), ByLocale.catch({}));
