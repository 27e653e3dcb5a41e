import type { MailSettings } from "../../mail-settings.ts";

/** How a connection to a mail server is encrypted. */
export type MailTls = "from-the-start" | "after-greeting" | "none";

/** Names and addresses that are reached without leaving one's own machine or network. */
const PRIVATE =
  /^(?:localhost|[^.:]+|127(?:\.\d+){3}|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|::1|f[cd][0-9a-f:]+)$/i;
const IMPLICIT_TLS_PORT = 465;

/** A password never crosses the internet in the clear: without TLS only a server of one's own network is spoken to. */
export function tlsOf({ host, port, secure }: Pick<MailSettings, "host" | "port" | "secure">): MailTls {
  if (secure ?? port === IMPLICIT_TLS_PORT) return "from-the-start";
  return PRIVATE.test(host) ? "none" : "after-greeting";
}
