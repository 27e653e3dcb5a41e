const NUMBER = 0;

/** Picture size from the publisher's `onMetaData` (AMF0), found by its field names; undefined when it names none. */
export function readSourceSize(body: Buffer): { width: number; height: number } | undefined {
  const width = numberAfter(body, "width");
  const height = numberAfter(body, "height");
  return width === undefined || height === undefined ? undefined : { width, height };
}

function numberAfter(body: Buffer, name: string): number | undefined {
  const key = Buffer.concat([Buffer.from([0, name.length]), Buffer.from(name)]);
  const at = body.indexOf(key);
  const value = at + key.length;
  if (at < 0 || value + 9 > body.length || body[value] !== NUMBER) return undefined;
  const found = body.readDoubleBE(value + 1);
  return Number.isInteger(found) && found > 0 && found < 16_384 ? found : undefined;
}
