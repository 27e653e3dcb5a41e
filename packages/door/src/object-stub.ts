import { REGIONS } from "@nonstop/contract/regions";

/** Setting that says where the station's Durable Objects live. */
export type RegionEnv = {
  /**
   * A location hint of Cloudflare (`weur`, `enam`, ...). When it is empty, an object stays where it was first asked
   * for. The region is part of every object's name, so setting or changing it starts with new objects.
   */
  REGION: string;
};

/**
 * The stub of a Durable Object. Only this function turns names into objects. Throws on a region that Cloudflare does
 * not know.
 */
export function objectStub<T extends Rpc.DurableObjectBranded>(
  objects: DurableObjectNamespace<T>,
  name: string,
  { REGION }: RegionEnv,
): DurableObjectStub<T> {
  if (REGION === "") return objects.getByName(name);
  const locationHint = REGIONS.find((hint) => hint === REGION);
  if (locationHint === undefined)
    throw new Error(`REGION: "${REGION}" is none of ${REGIONS.join(", ")}, and not empty`);
  // The first request for a name decides where its object lives. Later hints change nothing.
  return objects.getByName(`${name}@${REGION}`, { locationHint });
}

/** An object's name without its region. */
export function nameWithoutRegion(objectName: string): string {
  return objectName.split("@", 1)[0] ?? objectName;
}
