/** Where the station's objects live. */
export type RegionEnv = {
  /**
   * A location hint of Cloudflare (`weur`, `enam`, ...), or empty: then an object stays where it was first asked for. The
   * region is part of every object's name: whoever sets or changes it begins with new objects.
   */
  REGION: string;
};

const HINTS: readonly DurableObjectLocationHint[] = [
  "wnam",
  "enam",
  "sam",
  "weur",
  "eeur",
  "apac",
  "oc",
  "afr",
  "me",
];

/** The stub of an object of ours: the one place that turns names into objects. Throws on a region that Cloudflare does not know. */
export function objectStub<T extends Rpc.DurableObjectBranded>(
  objects: DurableObjectNamespace<T>,
  name: string,
  { REGION }: RegionEnv,
): DurableObjectStub<T> {
  if (REGION === "") return objects.getByName(name);
  const locationHint = HINTS.find((hint) => hint === REGION);
  if (locationHint === undefined)
    throw new Error(`REGION: "${REGION}" is none of ${HINTS.join(", ")}, and not empty`);
  // Only the first one who asks for a name decides where its object lives.
  return objects.getByName(`${name}@${REGION}`, { locationHint });
}

/** The name that an object was asked for by, without its region. */
export function nameWithoutRegion(objectName: string): string {
  return objectName.split("@", 1)[0] ?? objectName;
}
