import { z } from "zod";

/** The settings, or a sentence for each that is wrong: its name and its cure, never its value, which may be a secret. */
export type ReadSettings<T> = { kind: "settings"; settings: T } | { kind: "wrong"; sentences: string[] };

/**
 * Reads all settings of a process at once from its environment. `schema` has one entry a variable; the description of each
 * (`.describe(...)`) says what to set it to and is told as the cure.
 */
export function readSettings<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  environment: Readonly<Record<string, string | undefined>>,
): ReadSettings<z.infer<z.ZodObject<Shape>>> {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return { kind: "settings", settings: parsed.data };
  const wrong = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  return {
    kind: "wrong",
    sentences: [...wrong].map((name) => {
      const field = schema.shape[name];
      const description = field === undefined ? undefined : z.globalRegistry.get(field)?.description;
      const what = (environment[name] ?? "") === "" ? "missing" : "wrong";
      return `Setting ${name} is ${what}. Set it to ${description ?? "what the README says"}.`;
    }),
  };
}
