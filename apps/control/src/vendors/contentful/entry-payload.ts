import { AiringId } from "@nonstop/contract/names";
import { z } from "zod";
import type { EntryChange } from "../../schedule/events/entry-change.ts";
import type { Said } from "../../schedule/ports/management.ts";
import { saidIn } from "./owned-fields.ts";

export type PayloadAnswer =
  /** `environment` as it is told; undefined when it is not. */
  | { kind: "change"; change: EntryChange; environment: string | undefined }
  /** A draft was saved. `said`: what our fields in it say now. */
  | { kind: "saved"; entry: string; said: Said; environment: string | undefined }
  | { kind: "nothing"; why: string }
  | { kind: "malformed"; field: string; message: string };

const Link = z.object({ sys: z.object({ id: z.string() }) });
const Sys = z.object({
  type: z.string(),
  id: AiringId,
  revision: z.int().min(0).optional(),
  version: z.int().optional(),
  createdAt: z.string().default(""),
  updatedAt: z.string().default(""),
  deletedAt: z.string().optional(),
  archivedAt: z.string().optional(),
  contentType: Link.optional(),
  space: Link.optional(),
  environment: Link.optional(),
});
const Payload = z.object({
  sys: Sys,
  fields: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});

type Action = EntryChange["action"] | "save";

const ACTIONS: Readonly<Record<string, Action>> = {
  save: "save",
  auto_save: "save",
  publish: "publish",
  unpublish: "withdraw",
  archive: "withdraw",
  delete: "delete",
};

/**
 * Reads the body of a webhook. `topic` counts only if it was signed; without one the action is read from
 * the body, whose shapes differ (publish: a revision and no version; unpublish: `deletedAt`; archive: `archivedAt`; save: a version).
 * Spaces may share a secret, and entries of another may have the same ids: they are none of our business. An empty `space` is any.
 */
export function readPayload(body: unknown, o: { topic: string | undefined; space: string }): PayloadAnswer {
  const [, type, name] = /^ContentManagement\.(\w+)\.(\w+)$/.exec(o.topic ?? "") ?? [];
  if (o.topic !== undefined && (type !== "Entry" || name === undefined || !Object.hasOwn(ACTIONS, name)))
    return { kind: "nothing", why: `The topic ${o.topic.slice(0, 80)} changes no airing.` };
  const parsed = Payload.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.map(String).join(".") || "body";
    return { kind: "malformed", field, message: `${field}: ${issue?.message ?? "invalid"}` };
  }
  const { sys, fields } = parsed.data;
  if (sys.type !== "Entry" && sys.type !== "DeletedEntry")
    return { kind: "nothing", why: `A ${sys.type.slice(0, 40)} changes no airing.` };
  const space = sys.space?.sys.id;
  if (space !== undefined && o.space !== "" && space !== o.space)
    return { kind: "nothing", why: `The space ${space.slice(0, 64)} is not ours.` };
  const action = name === undefined ? actionOfBody(sys, fields) : ACTIONS[name];
  if (action === undefined) return { kind: "nothing", why: "It changes no airing." };
  const environment = sys.environment?.sys.id;
  if (action === "save") return { kind: "saved", entry: sys.id, said: saidIn(fields ?? {}), environment };
  if (action === "publish" && sys.revision === undefined)
    return {
      kind: "malformed",
      field: "sys.revision",
      message: "sys.revision: missing in a published entry",
    };
  const change: EntryChange = {
    entry: sys.id,
    action,
    revision: sys.revision,
    createdAt: sys.createdAt,
    updatedAt: sys.updatedAt,
    deletedAt: sys.deletedAt ?? sys.archivedAt,
    contentType: sys.contentType?.sys.id,
    fields: fields ?? {},
  };
  return { kind: "change", change, environment };
}

function actionOfBody(sys: z.infer<typeof Sys>, fields: object | undefined): Action | undefined {
  // Unpublish and delete look alike; to withdraw is right for both: what was deleted cannot be written back to, and is not missed.
  if (sys.deletedAt !== undefined || sys.archivedAt !== undefined || sys.type === "DeletedEntry")
    return "withdraw";
  if (fields === undefined) return undefined;
  if (sys.version !== undefined) return "save";
  return sys.revision === undefined ? undefined : "publish";
}
