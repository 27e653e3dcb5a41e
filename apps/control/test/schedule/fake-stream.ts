/** As much of Cloudflare Stream's API as the schedule uses, in memory. */
export class FakeStream {
  /** How far the MP4 of each video is; absent before it is asked for. */
  readonly downloads = new Map<string, "inprogress" | "ready" | "error">();
  readonly requests: string[] = [];
  /** Answers to give instead of acting, one a request. */
  readonly faults: (() => Response | undefined)[] = [];
  readonly deleted = new Set<string>();
  /** What stands in the list of videos that are ready. */
  readonly listed: object[] = [];

  async answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const [, uid = "", rest = ""] = /^\/v4\/accounts\/account\/stream\/(\w+)(\/\w+)?$/.exec(pathname) ?? [];
    if (pathname === "/v4/accounts/account/stream") return ok(this.listed);
    this.requests.push(`${request.method} ${rest === "" ? "/" : rest}`);
    if (request.headers.get("authorization") !== "Bearer stream-token") return refused(403, 10000);
    const fault = this.faults.shift()?.();
    if (fault !== undefined) return fault;
    if (uid === "" || this.deleted.has(uid)) return refused(404, 10003);
    switch (`${request.method} ${rest}`) {
      case "GET ":
        return ok({ uid });
      case "POST /downloads":
        this.downloads.set(uid, this.downloads.get(uid) ?? "inprogress");
        return ok(this.#downloads(uid));
      case "GET /downloads":
        return ok(this.#downloads(uid));
      case "POST /token":
        return ok({ token: "signed-token" });
      default:
        return new Response(null, { status: 405 });
    }
  }

  #downloads(uid: string): object {
    const status = this.downloads.get(uid);
    if (status === undefined) return {};
    const url = `https://customer-x.stream.test/${uid}/downloads/default.mp4`;
    return { default: { status, url, percentComplete: status === "ready" ? 100 : 40 } };
  }
}

function ok(result: unknown): Response {
  return Response.json({ result, success: true, errors: [], messages: [] });
}

function refused(status: number, code: number): Response {
  const errors = [{ code, message: "no" }];
  return Response.json({ result: null, success: false, errors, messages: [] }, { status });
}
