import Cloudflare from "cloudflare";
import { type Look, looked, type Part } from "../part.ts";
import type { SetupContext } from "../parts.ts";
import { asked, found } from "./cloudflare-account.ts";

/**
 * Cloudflare Stream, for stations that have a token for it. An account has one webhook: one that leads elsewhere is somebody
 * else's and stays.
 */
export function streamPart({ answers, folder }: SetupContext): Part {
  const { accountId: account_id, streamToken, apiUrl } = answers.cloudflare;
  const notificationUrl = `https://${answers.station.host}/hooks/stream`;
  const look = async (): Promise<Look> => {
    if (streamToken === undefined)
      return looked(["none: no recordings come from Stream (write cloudflare.streamToken for it)"]);
    const { stream } = new Cloudflare({
      apiToken: streamToken,
      ...(apiUrl === undefined ? {} : { baseURL: apiUrl }),
    });
    const present = await found("stream", stream.webhooks.get({ account_id }));
    const there = present?.notificationUrl ?? "";
    if (there !== "" && there !== notificationUrl)
      return looked([
        `by hand: the webhook of this account's Stream leads to ${there} and was left alone. Recordings come only when it leads to ${notificationUrl}.`,
      ]);
    if (there !== "" && folder.secrets["STREAM_WEBHOOK_SECRET"] !== undefined)
      return looked([`its webhook leads to ${notificationUrl}`]);
    const apply = async (): Promise<void> => {
      const { secret } = await asked("stream", stream.webhooks.update({ account_id, notificationUrl }));
      if (secret !== undefined) folder.keepSecrets({ STREAM_WEBHOOK_SECRET: secret });
    };
    return looked([], [{ what: `have Stream call ${notificationUrl} when a recording is ready`, apply }]);
  };
  return { name: "Cloudflare: Stream", look };
}
