/** A request. Nothing is sent that is not said here, no user agent either. Redirects are answers. */
export type Asked = {
  url: string;
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  timeoutMs?: number;
};

/** What came of a request. */
export type Asking =
  | {
      kind: "answer";
      status: number;
      headers: Headers;
      text: string;
      /** Bytes of the body. */
      size: number;
      askedMs: number;
      tookMs: number;
    }
  | { kind: "unreachable"; problem: string };
export type Ask = (asked: Asked) => Promise<Asking>;
export type Answer = Extract<Asking, { kind: "answer" }>;

/** What a TLS server shows. */
export type Handshake =
  | { kind: "tls"; protocol: string; validToMs: number; issuer: string; untrusted: string | undefined }
  | { kind: "unreachable"; problem: string };

/** A push that was begun: `ended` says how it went, `stop` ends it. */
export type Push = {
  ended: Promise<{ kind: "sent" } | { kind: "failed"; problem: string }>;
  stop: () => void;
};

/** What the doctor looks with. Nothing here throws. */
export type Instruments = {
  ask: Ask;
  nowMs: () => number;
  sleep: (ms: number) => Promise<void>;
  /** The addresses of a name; none when there is no such name. */
  lookUp: (name: string) => Promise<readonly string[]>;
  /** Opens TLS to a server, with no newer version than `most`. */
  shakeHands: (o: { host: string; port: number; most?: "TLSv1.1" }) => Promise<Handshake>;
  /** Pushes a test picture and sound by RTMP; undefined when there is nothing to push with. */
  push: ((o: { target: string; seconds: number }) => Push) | undefined;
};
