import { z } from "zod";
import type { Space } from "./open-contentful.ts";
import { dueActions } from "./scheduled-action.ts";
import { changeEntry } from "./write-entries.ts";

const Refusal = z.object({ sys: z.object({ id: z.string() }), message: z.string().optional() });

/** Does what was scheduled and whose time has come. Its webhooks carry the action's id. */
export async function runScheduled(space: Space): Promise<void> {
  for (const action of dueActions(space.state.value.scheduledActions, space.nowMs())) {
    const entry = space.state.value.entries[action.entry];
    // It must not be done twice while a refusal is read.
    action.status = "succeeded";
    action.version += 1;
    action.updatedAt = new Date(space.nowMs()).toISOString();
    const under = { ...space, hookHeaders: { "x-contentful-scheduled-action-id": action.id } };
    const done = changeEntry(under, {
      id: action.entry,
      change: action.action,
      version: entry?.version,
      user: action.createdBy,
    });
    if (done.kind === "refused") {
      const { sys, message } = Refusal.parse(await done.answer.json());
      action.status = "failed";
      action.error = { id: sys.id, ...(message === undefined ? {} : { message }) };
    }
    space.state.changed();
  }
}
