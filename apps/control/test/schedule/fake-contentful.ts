type Entry = {
  contentType: string;
  version: number;
  revision: number;
  fields: Record<string, Record<string, unknown>>;
};

const base = /^\/spaces\/nonstop\/environments\/master\/entries(?:\/([^/]+))?$/;

/** As much of Contentful's delivery and management API as the schedule uses, in memory. */
export class FakeContentful {
  readonly entries = new Map<string, Entry>();
  /** Answers to give instead, one a request. */
  readonly faults: (() => Response)[] = [];
  readonly requests: string[] = [];
  /** Called before a write is looked at: somebody else may be faster. */
  beforeWrite: (() => void) | undefined;

  put(id: string, contentType: string, fields: Record<string, unknown>): Entry {
    const before = this.entries.get(id);
    const localised = Object.entries(fields).map(([field, value]) => [field, { "en-US": value }] as const);
    const entry: Entry = {
      contentType,
      version: (before?.version ?? 0) + 2,
      revision: (before?.revision ?? 0) + 1,
      fields: Object.fromEntries(localised),
    };
    this.entries.set(id, entry);
    return entry;
  }

  value(id: string, field: string): unknown {
    return this.entries.get(id)?.fields[field]?.["en-US"];
  }

  async answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    this.requests.push(`${request.method} ${url.pathname}`);
    const fault = this.faults.shift();
    if (fault !== undefined) return fault();
    const match = base.exec(url.pathname);
    const token = request.headers.get("authorization");
    if (match === null) return problem(404, "NotFound");
    if (match[1] === undefined) {
      if (token !== "Bearer cda-token") return problem(401, "AccessTokenInvalid");
      if (url.searchParams.get("content_type") === "event") return this.#published();
      return this.#delivered(url.searchParams.get("sys.id[in]")?.split(",") ?? []);
    }
    if (token !== "Bearer cma-token") return problem(401, "AccessTokenInvalid");
    return this.#managed(match[1], request);
  }

  #delivered(ids: string[]): Response {
    const items = ids.flatMap((id) => {
      const entry = this.entries.get(id);
      if (entry === undefined) return [];
      const fields = Object.entries(entry.fields).map(([field, values]) => [field, values["en-US"]] as const);
      return [{ sys: this.#sys(id, entry), fields: Object.fromEntries(fields) }];
    });
    return Response.json({ sys: { type: "Array" }, total: items.length, skip: 0, limit: 100, items });
  }

  #published(): Response {
    const events = [...this.entries].filter(([, entry]) => entry.contentType === "event");
    const items = events.map(([id, entry]) => ({ sys: this.#sys(id, entry), fields: entry.fields }));
    return Response.json({ sys: { type: "Array" }, total: items.length, skip: 0, limit: 100, items });
  }

  async #managed(id: string, request: Request): Promise<Response> {
    if (request.method === "PUT") this.beforeWrite?.();
    const entry = this.entries.get(id);
    if (entry === undefined) return problem(404, "NotFound");
    if (request.method === "PUT") {
      if (request.headers.get("x-contentful-version") !== String(entry.version))
        return problem(409, "VersionMismatch");
      entry.fields = (await request.json<Entry>()).fields;
      entry.version += 1;
    }
    return Response.json({
      metadata: { tags: [] },
      sys: { ...this.#sys(id, entry), version: entry.version },
      fields: entry.fields,
    });
  }

  #sys(id: string, entry: Entry): object {
    const contentType = { sys: { type: "Link", linkType: "ContentType", id: entry.contentType } };
    return { id, type: "Entry", revision: entry.revision, contentType };
  }
}

function problem(status: number, id: string): Response {
  return Response.json({ sys: { type: "Error", id }, message: id, requestId: "r" }, { status });
}
