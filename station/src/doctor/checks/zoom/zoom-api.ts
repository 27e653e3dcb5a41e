import { z } from "zod";
import { bad, type Finding } from "../../frame/finding.ts";
import type { Ask, Asking } from "../../instruments/instruments.ts";
import type { ZoomAccess } from "../../patient.ts";
import { jsonOf } from "../doors/station-doors.ts";

const Token = z.object({ access_token: z.string().min(1), scope: z.string().default("") });
const Refusal = z.object({ code: z.number(), message: z.string() });

/** What Zoom answered, or the finding that it did not. */
export type ZoomAnswer<T> =
  | { kind: "told"; value: T }
  /** `isScope`: the app lacks a scope, of which the scopes' check tells. */
  | { kind: "refused"; finding: Finding; status: number | undefined; isScope: boolean };

export type ZoomCall = { method?: string; path: string; body?: object };

/** Speaks to Zoom's API with a token of its own. */
export class ZoomApi {
  readonly #access: ZoomAccess;
  readonly #ask: Ask;
  #token: Promise<ZoomAnswer<z.infer<typeof Token>>> | undefined;

  constructor(access: ZoomAccess, ask: Ask) {
    this.#access = access;
    this.#ask = ask;
  }

  /** A new token and its scopes; asked for once. */
  token(): Promise<ZoomAnswer<z.infer<typeof Token>>> {
    this.#token ??= this.#freshToken();
    return this.#token;
  }

  /** Makes a call. `what` follows "Zoom does not let us". */
  async call<T>(
    { method = "GET", path, body }: ZoomCall,
    schema: z.ZodType<T>,
    what: string,
  ): Promise<ZoomAnswer<T>> {
    const token = await this.token();
    if (token.kind === "refused") return token;
    const asking = await this.#ask({
      url: this.#access.apiUrl + path,
      method,
      headers: { authorization: `Bearer ${token.value.access_token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return read(asking, schema, what);
  }

  async #freshToken(): Promise<ZoomAnswer<z.infer<typeof Token>>> {
    const { oauthUrl, clientId, clientSecret, accountId } = this.#access;
    const asking = await this.#ask({
      url: oauthUrl,
      method: "POST",
      headers: {
        authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({ grant_type: "account_credentials", account_id: accountId }).toString(),
    });
    if (asking.kind === "answer" && (asking.status === 400 || asking.status === 401)) {
      const says = "Zoom refuses the app's credentials.";
      const cure =
        "In Zoom's App Marketplace, copy account id, client id and client secret of the server-to-server OAuth app, see that it is activated, and run setup again.";
      return { kind: "refused", status: asking.status, isScope: false, finding: bad(says, cure) };
    }
    return read(asking, Token, "have a token");
  }
}

function read<T>(asking: Asking, schema: z.ZodType<T>, what: string): ZoomAnswer<T> {
  if (asking.kind === "unreachable")
    return {
      kind: "refused",
      status: undefined,
      isScope: false,
      finding: bad(
        `Zoom ${asking.problem}.`,
        "See https://status.zoom.us, and whether this machine reaches it.",
      ),
    };
  const json = jsonOf(asking.text);
  if (asking.status > 299) {
    const told = Refusal.safeParse(json);
    const said = told.success ? ` (${told.data.code}: ${told.data.message})` : ` (${asking.status})`;
    const isScope = told.success && (told.data.code === 4711 || told.data.code === 4700);
    const cure = isScope
      ? "Add the scope to the app in Zoom's App Marketplace (Scopes), and activate it again."
      : asking.status === 429
        ? "Wait a minute, and run it again; a host has 100 changes a day."
        : "Look the code up in Zoom's API reference.";
    const finding = bad(`Zoom does not let us ${what}${said}.`, cure);
    return { kind: "refused", status: asking.status, isScope, finding };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { kind: "told", value: parsed.data };
  const field = parsed.error.issues[0]?.path.map(String).join(".") || "its body";
  const finding = bad(
    `Zoom's answer cannot be read when we ${what} (${field}).`,
    "See that nothing else answers at Zoom's address.",
  );
  return { kind: "refused", status: asking.status, isScope: false, finding };
}
