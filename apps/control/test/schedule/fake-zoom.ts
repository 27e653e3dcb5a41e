import { z } from "zod";

const Livestream = z.strictObject({
  stream_url: z.string(),
  stream_key: z.string(),
  page_url: z.string(),
  resolution: z.enum(["720p", "1080p"]),
});

export type FakeMeeting = {
  id: number;
  host: string;
  body: Record<string, unknown>;
  livestream?: z.infer<typeof Livestream>;
  running: boolean;
  livestreamAsks: number;
};

/** As much of Zoom's OAuth and REST API as the schedule uses, in memory. */
export class FakeZoom {
  readonly meetings = new Map<string, FakeMeeting>();
  readonly requests: string[] = [];
  /** Answers to give instead of acting, one a request. */
  readonly faults: (() => Response | Promise<Response> | undefined)[] = [];
  /** The answer to the next creation is lost after the meeting was made. */
  loseNextCreation = false;
  readonly #tokens = new Set<string>();
  #next = 91_234_567_890;

  get only(): FakeMeeting {
    const [meeting] = this.meetings.values();
    if (meeting === undefined || this.meetings.size !== 1) throw new Error(`${this.meetings.size} meetings`);
    return meeting;
  }

  /** Tokens given out so far are no longer taken. */
  revoke(): void {
    this.#tokens.clear();
  }

  calls(pattern: RegExp): string[] {
    return this.requests.filter((line) => pattern.test(line));
  }

  async answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    this.requests.push(`${request.method} ${pathname}`);
    if (pathname === "/oauth/token") return this.#token(request);
    if (!this.#tokens.has(request.headers.get("authorization")?.slice(7) ?? ""))
      return Response.json({ code: 124, message: "Invalid access token." }, { status: 401 });
    const fault = await this.faults.shift()?.();
    if (fault !== undefined) return fault;
    const host = /^\/v2\/users\/([^/]+)\/meetings$/.exec(pathname)?.[1];
    if (host !== undefined) return this.#ofUser(decodeURIComponent(host), request);
    const [, id = "", rest = ""] = /^\/v2\/meetings\/(\d+)(\/.*)?$/.exec(pathname) ?? [];
    const meeting = this.meetings.get(id);
    if (meeting === undefined)
      return Response.json({ code: 3001, message: `Meeting does not exist: ${id}.` }, { status: 404 });
    return this.#ofMeeting(meeting, rest, request);
  }

  async #token(request: Request): Promise<Response> {
    const form = await request.formData();
    const isOurs = request.headers.get("authorization") === `Basic ${btoa("client:client-secret")}`;
    if (!isOurs || form.get("grant_type") !== "account_credentials" || form.get("account_id") !== "account")
      return Response.json(
        { reason: "Invalid client_id or client_secret", error: "invalid_client" },
        { status: 400 },
      );
    const token = crypto.randomUUID();
    this.#tokens.add(token);
    return Response.json({ access_token: token, token_type: "bearer", expires_in: 3600, scope: "s" });
  }

  async #ofUser(host: string, request: Request): Promise<Response> {
    if (request.method === "GET") {
      const meetings = [...this.meetings.values()].filter((meeting) => meeting.host === host);
      return Response.json({ meetings: meetings.map(({ id, body }) => ({ id, agenda: body.agenda })) });
    }
    const id = (this.#next += 1);
    const meeting: FakeMeeting = {
      id,
      host,
      body: await request.json<Record<string, unknown>>(),
      running: false,
      livestreamAsks: 0,
    };
    this.meetings.set(String(id), meeting);
    if (this.loseNextCreation) {
      this.loseNextCreation = false;
      return new Response("gateway", { status: 502 });
    }
    return Response.json(shown(meeting), { status: 201 });
  }

  async #ofMeeting(meeting: FakeMeeting, rest: string, request: Request): Promise<Response> {
    const nothing = new Response(null, { status: 204 });
    const body = request.method === "PATCH" ? await request.json<Record<string, unknown>>() : {};
    switch (`${request.method} ${rest}`) {
      case "GET ":
        return Response.json(shown(meeting));
      case "PATCH ":
        meeting.body = { ...meeting.body, ...body };
        return nothing;
      case "DELETE ":
        this.meetings.delete(String(meeting.id));
        return nothing;
      case "PATCH /livestream":
        meeting.livestream = Livestream.parse(body);
        return nothing;
      case "PATCH /livestream/status":
        if (!meeting.running)
          return Response.json(
            { code: 4927, message: `Meeting ${meeting.id} has not started.` },
            { status: 400 },
          );
        meeting.livestreamAsks += 1;
        return nothing;
      case "GET /invitation":
        return Response.json({
          invitation: `Join ${String(meeting.body.topic)}\r\nhttps://zoom.test/j/${meeting.id}`,
          sip_links: [],
        });
      default:
        return new Response(null, { status: 405 });
    }
  }
}

function shown({ id, host, body }: FakeMeeting): object {
  return {
    ...body,
    id,
    host_email: host,
    start_url: `https://zoom.test/s/${id}?zak=host-secret`,
    join_url: `https://zoom.test/j/${id}?pwd=join-secret`,
  };
}
