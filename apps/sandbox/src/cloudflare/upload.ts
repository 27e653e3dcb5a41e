import { z } from "zod";
import { failed } from "../stream/envelope.ts";
import type { CloudflareState } from "./account-state.ts";

const Binding = z.looseObject({
  name: z.string(),
  type: z.string(),
  text: z.string().optional(),
  namespace_id: z.string().optional(),
  bucket_name: z.string().optional(),
  class_name: z.string().optional(),
  script_name: z.string().optional(),
});

/** What an upload of a Worker says beside its code, as far as it is looked at. */
export const UploadMetadata = z.object({
  bindings: z.array(Binding).default([]),
  exports: z.record(z.string(), z.looseObject({ type: z.string() })).default({}),
});
export type UploadMetadata = z.infer<typeof UploadMetadata>;

/** Why an upload is refused: something that it binds is not there, or a secret that it counts on was never given. */
export function uploadProblem(
  state: CloudflareState,
  script: string,
  { bindings, exports }: UploadMetadata,
): Response | undefined {
  for (const binding of bindings) {
    const problem = bindingProblem(state, { script, classes: Object.keys(exports) }, binding);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function bindingProblem(
  state: CloudflareState,
  own: { script: string; classes: readonly string[] },
  binding: z.infer<typeof Binding>,
): Response | undefined {
  switch (binding.type) {
    case "kv_namespace":
      if (state.namespaces.some(({ id }) => id === binding.namespace_id)) return undefined;
      return failed(400, 10041, `KV namespace '${binding.namespace_id}' not found.`);
    case "r2_bucket":
      if (state.buckets.some(({ name }) => name === binding.bucket_name)) return undefined;
      return failed(400, 10085, `R2 bucket '${binding.bucket_name}' not found.`);
    case "durable_object_namespace": {
      const elsewhere = state.scripts.find(({ name }) => name === binding.script_name);
      const classes = binding.script_name === undefined ? own.classes : (elsewhere?.classes ?? []);
      if (classes.includes(binding.class_name ?? "")) return undefined;
      return failed(
        400,
        10061,
        `Cannot create binding for class '${binding.class_name}' because it is not currently configured to implement Durable Objects.`,
      );
    }
    case "inherit": {
      const present = state.scripts.find(({ name }) => name === own.script);
      if (present?.secrets[binding.name] !== undefined) return undefined;
      return failed(400, 10057, `inherit binding '${binding.name}' is invalid: there is no such binding.`);
    }
    default:
      return undefined;
  }
}
