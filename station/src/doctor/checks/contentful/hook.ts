import { routes } from "@nonstop/contract/routes";
import type { Check } from "../../frame/check.ts";
import { bad, good, type Finding } from "../../frame/finding.ts";
import type { Instruments } from "../../instruments/instruments.ts";
import type { ContentfulAccess } from "../../patient.ts";
import type { StationDoors } from "../doors/station-doors.ts";
import { heardAt, isHeardAfter } from "../hooks-heard.ts";
import { judgeHookAnswer } from "../hook-answer.ts";
import { hear, managementClient } from "./clients.ts";
import { signWebhook } from "./sign-webhook.ts";

const NOBODY = "nonstop-doctor";
const OWN_CALL_MS = 12_000;

/** A delete of an entry that there never was: nothing comes of it but an answer. */
function harmlessEvent(
  access: ContentfulAccess,
  nowMs: number,
): { body: string; headers: Record<string, string> } {
  const link = (linkType: string, id: string): object => ({ sys: { type: "Link", linkType, id } });
  const at = new Date(nowMs).toISOString();
  const body = JSON.stringify({
    sys: {
      type: "DeletedEntry",
      id: NOBODY,
      space: link("Space", access.space),
      environment: link("Environment", access.environment),
      contentType: link("ContentType", NOBODY),
      revision: 1,
      createdAt: at,
      updatedAt: at,
      deletedAt: at,
    },
  });
  const headers = signWebhook(access.webhookSecret, {
    path: routes.contentfulHook,
    headers: {
      "content-type": "application/vnd.contentful.management.v1+json",
      "x-contentful-topic": "ContentManagement.Entry.delete",
      "x-contentful-webhook-name": "nonstop doctor",
    },
    body,
    nowMs,
  });
  return { body, headers: { ...headers, "user-agent": "contentful-webhooks" } };
}

type Needs = { doors: StationDoors } & Pick<Instruments, "sleep" | "nowMs">;

/** Whether a signed event reaches the station: one of ours, and then one that Contentful itself sends. */
export function contentfulHookCheck(access: ContentfulAccess, o: Needs): Check {
  return {
    group: "contentful",
    name: "signed event",
    limitMs: 30_000,
    run: async () => {
      const before = await heardAt(o.doors, "contentful");
      const event = harmlessEvent(access, o.nowMs());
      const asking = await o.doors.ask(routes.contentfulHook, { method: "POST", ...event });
      const problem = judgeHookAnswer("Contentful", "CONTENTFUL_WEBHOOK_SECRET", asking);
      if (problem !== undefined) return [problem];
      if (before.kind === "finding") return [good("A signed event is taken."), before.finding];
      const heard = await isHeardAfter(o, "contentful", { sinceMs: before.ms, withinMs: 3000 });
      if (!heard)
        return [
          bad(
            "A signed event was answered, and the schedule has not heard it.",
            "Look at the log of control's Worker.",
          ),
        ];
      return [good("A signed event is taken, and the schedule has heard it."), ...(await ownCall())];
    },
  };

  /** Makes and deletes a draft of a person, of which Contentful has to tell. */
  async function ownCall(): Promise<Finding[]> {
    const client = managementClient(access);
    const cure =
      "The management token's user must be allowed to write entries: make a token of such a user, and run setup again.";
    const before = await heardAt(o.doors, "contentful");
    if (before.kind === "finding") return [before.finding];
    const locales = await hear("read the locales", cure, () => client.locale.getMany({}));
    if (locales.kind === "refused") return [locales.finding];
    const locale = locales.value.items.find((each) => each.default)?.code ?? "en-US";
    const fields = { name: { [locale]: "Nonstop doctor (a test, deleted at once)" } };
    const made = await hear("make a draft", cure, () =>
      client.entry.create({ contentTypeId: "person" }, { fields }),
    );
    if (made.kind === "refused") return [made.finding];
    const { id } = made.value.sys;
    const deleted = await hear("delete a draft", `Delete the draft ${id} by hand. ${cure}`, () =>
      client.entry.delete({ entryId: id }),
    );
    if (deleted.kind === "refused") return [deleted.finding];
    const isHeard = await isHeardAfter(o, "contentful", { sinceMs: before.ms, withinMs: OWN_CALL_MS });
    if (isHeard)
      return [good("Contentful told of a draft that was made and deleted, and the station heard it.")];
    return [
      bad(
        `Contentful did not tell of a draft that was made and deleted, or the station did not hear it within ${OWN_CALL_MS / 1000} s.`,
        "Look at the webhook's calls in Contentful (Settings, Webhooks, Activity log): they say what the station answered, or that there were none.",
      ),
    ];
  }
}
