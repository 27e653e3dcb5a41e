import { createMigrationParser } from "contentful-migration/built/lib/migration-parser.js";
import { migrationOf } from "./migration.ts";
import type { ModelPlan } from "./plan.ts";
import type { ModelRequest } from "./present-model.ts";

/** Does what a plan says, one request after the other. It throws at the first that the management API refuses. */
export async function runPlan(request: ModelRequest, plan: Pick<ModelPlan, "steps">): Promise<void> {
  const parsed = await createMigrationParser(request, {})(migrationOf(plan));
  const errors = [
    ...parsed.stepsValidationErrors,
    ...parsed.payloadValidationErrors,
    ...parsed.getValidationErrors(),
    ...parsed.getRuntimeErrors(),
  ];
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  for (const batch of parsed.batches) for (const each of batch.requests) await request(each);
}
