/** The raw bytes of a webhook as JSON. */
export function jsonBodyOf(
  body: Uint8Array,
): { kind: "json"; value: unknown } | { kind: "malformed"; field: string; message: string } {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(body);
    return { kind: "json", value: JSON.parse(text) };
  } catch {
    return { kind: "malformed", field: "body", message: "body: not JSON" };
  }
}
