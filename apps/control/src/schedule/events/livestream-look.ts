import type { LivestreamLook } from "../ports/meetings.ts";
import { FieldRefusal } from "./field-refusal.ts";
import { localised, type LocalisedFields } from "./localised.ts";

const LAYOUTS = ["speaker", "gallery", "host"] as const;
const NAMES = ["hidden", "shown"] as const;

/** What a livestream looks like when its event does not say: whoever speaks fills the picture, without a name in it. */
export const DEFAULT_LOOK: LivestreamLook = { layout: "speaker", showsName: false };

/** What the fields of an event say of its livestream; undefined when they say nothing. */
export function lookOf(fields: LocalisedFields): LivestreamLook | undefined {
  const layout = choiceOf(fields, "layout", LAYOUTS);
  const name = choiceOf(fields, "speakerName", NAMES);
  if (layout === undefined && name === undefined) return undefined;
  return { layout: layout ?? DEFAULT_LOOK.layout, showsName: name === "shown" };
}

function choiceOf<Choice extends string>(
  fields: LocalisedFields,
  field: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = localised(fields, field);
  if (value === undefined || value === null || value === "") return undefined;
  const choice = choices.find((each) => each === value);
  if (choice !== undefined) return choice;
  const cure = `Choose one of ${choices.join(", ")}, or leave it empty.`;
  throw new FieldRefusal(field, "is none of what can be chosen", cure);
}
