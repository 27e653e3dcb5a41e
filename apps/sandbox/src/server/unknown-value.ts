/** Whether something read from JSON has named parts. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** A value as text. A value that is neither text nor a number becomes `otherwise`. */
export function asText(value: unknown, otherwise = ""): string {
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : otherwise;
}
