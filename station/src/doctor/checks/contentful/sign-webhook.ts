import { createHmac } from "node:crypto";

/** Signs a webhook as Contentful does, all of its headers. Answers the headers with the signature's own. The path has no query. */
export function signWebhook(
  secret: string,
  o: { path: string; headers: Readonly<Record<string, string>>; body: string; nowMs: number },
): Record<string, string> {
  const timestamp = { "x-contentful-timestamp": String(o.nowMs) };
  const signed = Object.keys({ ...o.headers, ...timestamp, "x-contentful-signed-headers": "" }).sort();
  const headers: Record<string, string> = {
    ...o.headers,
    ...timestamp,
    "x-contentful-signed-headers": signed.join(","),
  };
  const lines = signed.map((name) => `${name}:${headers[name] ?? ""}`).join(";");
  const canonical = ["POST", o.path, lines, o.body].join("\n");
  const signature = createHmac("sha256", secret).update(canonical, "utf8").digest("hex");
  return { ...headers, "x-contentful-signature": signature };
}
