import type { Context } from "hono";

/** `X-Contentful-Version` as a number, or undefined. */
export function sentVersion(c: Context): number | undefined {
  const text = c.req.header("x-contentful-version");
  return text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);
}

/** JSON of the request, or undefined when it is none. */
export async function sentJson(c: Context): Promise<unknown> {
  try {
    return JSON.parse((await c.req.text()) || "{}");
  } catch {
    return undefined;
  }
}
