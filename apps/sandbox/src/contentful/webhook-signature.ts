import { createHmac } from "node:crypto";
import querystring from "node:querystring";

/**
 * Signs a request as Contentful does, and returns the three headers of the signature. All of `headers` are signed. `nowMs`
 * is the moment of signing. This is written from Contentful's documentation and shares no code with the receiver, so that
 * the two check each other.
 */
export function signContentful(o: {
  secret: string;
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  nowMs: number;
}): Record<string, string> {
  const signed = new Map(
    Object.entries(o.headers).map(([name, value]) => [name.toLowerCase().trim(), value.trim()]),
  );
  const names = [...signed.keys(), "x-contentful-signed-headers", "x-contentful-timestamp"].sort();
  signed.set("x-contentful-timestamp", String(o.nowMs));
  signed.set("x-contentful-signed-headers", names.join(","));
  const { pathname, search } = splitUrl(o.url);
  // The service escapes the query as one piece, and then once more together with the path.
  const path = encodeURI(pathname + (search === "" ? "" : `?${querystring.escape(search)}`));
  const canonical = [
    o.method,
    path,
    names.map((name) => `${name}:${signed.get(name) ?? ""}`).join(";"),
    o.body,
  ].join("\n");
  return {
    "x-contentful-signature": createHmac("sha256", o.secret).update(canonical, "utf8").digest("hex"),
    "x-contentful-signed-headers": names.join(","),
    "x-contentful-timestamp": String(o.nowMs),
  };
}

function splitUrl(url: string): { pathname: string; search: string } {
  const path = url.replace(/^https?:\/\/[^/]*/, "") || "/";
  const at = path.indexOf("?");
  return at < 0
    ? { pathname: path, search: "" }
    : { pathname: path.slice(0, at), search: path.slice(at + 1) };
}
