import { createHmac } from "node:crypto";
import querystring from "node:querystring";

/**
 * Contentful's request signature, written from its documentation and not shared with the receiver: the three headers for
 * a request whose signed headers are all of `headers`. `nowMs` is the moment of signing.
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
  // The query is escaped as one piece and then once more with the path: that is what the service does.
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
