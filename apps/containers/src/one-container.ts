import { z } from "zod";

const Region = z.enum(["wnam", "enam", "sam", "weur", "eeur", "apac", "oc", "afr", "me"]);

/** The one container of a Worker, made as near as may be to the channel's object. */
export function oneContainer<T extends Rpc.DurableObjectBranded | undefined>(
  namespace: DurableObjectNamespace<T>,
  region: string,
): DurableObjectStub<T> {
  const hint = Region.safeParse(region);
  return namespace.getByName("main", hint.success ? { locationHint: hint.data } : {});
}
