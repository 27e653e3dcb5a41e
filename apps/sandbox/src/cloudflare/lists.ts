import type { Context } from "hono";

/** A page of a list, as Cloudflare's API gives it: by `page` and `per_page`, with the counts beside it. */
export function listed(c: Context, items: readonly unknown[], most = 100): Response {
  const perPage = Math.min(most, Math.max(1, Number(c.req.query("per_page") ?? 20) || 20));
  const page = Math.max(1, Number(c.req.query("page") ?? 1) || 1);
  const result = items.slice((page - 1) * perPage, page * perPage);
  return Response.json({
    result,
    success: true,
    errors: [],
    messages: [],
    result_info: {
      page,
      per_page: perPage,
      count: result.length,
      total_count: items.length,
      total_pages: Math.ceil(items.length / perPage),
    },
  });
}

/** A list that comes whole. */
export function whole(items: readonly unknown[]): Response {
  return Response.json({ result: items, success: true, errors: [], messages: [] });
}

/** Keeps what the query asks for, of fields that are compared for equality. `name.exact` is read as `name`. */
export function matching<T extends object>(
  c: Context,
  items: readonly T[],
  fields: readonly (keyof T & string)[],
): T[] {
  return items.filter((item) =>
    fields.every((field) => {
      const wanted = c.req.query(field) ?? c.req.query(`${field}.exact`);
      return wanted === undefined || wanted === "" || String(item[field]) === wanted;
    }),
  );
}
