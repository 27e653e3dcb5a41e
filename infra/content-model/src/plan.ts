import { CONTENT_MODEL, type ModelType } from "./content-model.ts";
import type { ModelField } from "./field.ts";
import type { PresentField, PresentType } from "./present-model.ts";
import { STATION_FIELDS } from "./station-fields.ts";

/** What is changed of a field that is there. */
export type FieldChange = {
  disabled?: false;
  omitted?: true;
  required?: false;
  validations?: PresentField["validations"];
};

/** One change of a content type. `what` says it in words. */
export type ModelStep = { what: string; type: string } & (
  | { kind: "make-type"; model: ModelType }
  | { kind: "add-field"; field: ModelField; after: string | undefined }
  | { kind: "change-field"; field: string; change: FieldChange }
  | { kind: "explain-fields"; fields: readonly Explained[] }
  | { kind: "publish-type"; name: string }
);

type Namespace = "builtin" | "app" | "extension";
/** A field that gets its help, and the widget that people chose for it, where they did. */
export type Explained = { field: ModelField; widget?: { namespace: Namespace; id: string } };
export type ModelProblem = { what: string; cure: string };
/** The way from the content types that a space has to those that the station needs. */
export type ModelPlan = { steps: ModelStep[]; problems: ModelProblem[] };

/** As many as a content type may have. */
const MAX_FIELDS = 50;
const OURS = new Set(STATION_FIELDS.map(({ id }) => id));

/**
 * Plans how a space gets the station's content model. What a team has made stays: no field is dropped, renamed or moved, and none is
 * made stricter. A content type of the same name that is another thing is a problem, and nothing of it is changed.
 */
export function planModel(present: readonly PresentType[]): ModelPlan {
  const plans = CONTENT_MODEL.map((model): ModelPlan => {
    const type = present.find(({ id }) => id === model.id);
    if (type !== undefined) return planType(model, type);
    const what = `Make the content type ${model.id} with ${model.fields.length} fields.`;
    return { steps: [{ kind: "make-type", type: model.id, model, what }], problems: [] };
  });
  return {
    steps: plans.flatMap(({ steps }) => steps),
    problems: plans.flatMap(({ problems }) => problems),
  };
}

function planType(model: ModelType, present: PresentType): ModelPlan {
  const problems = problemsOf(model, present);
  if (problems.length > 0) return { steps: [], problems };
  const steps = model.fields.flatMap((field, at): ModelStep[] => {
    const there = present.fields.find(({ id }) => id === field.id);
    if (there !== undefined) return changesOf(model.id, field, there);
    const after = model.fields[at - 1]?.id;
    const what = `Add the field ${model.id}.${field.id} (${field.name}).`;
    return [{ kind: "add-field", type: model.id, field, after, what }];
  });
  const fields = model.fields.flatMap((field) => explained(field, present) ?? []);
  if (fields.length > 0) {
    const what = `Explain ${fields.length} fields of ${model.id} in the editor.`;
    steps.push({ kind: "explain-fields", type: model.id, fields, what });
  }
  if (steps.length === 0 && !present.isPublished) {
    const what = `Publish the content type ${model.id}, which has changes that are not in force.`;
    steps.push({ kind: "publish-type", type: model.id, name: present.name, what });
  }
  return { steps, problems: [] };
}

function problemsOf(model: ModelType, present: PresentType): ModelProblem[] {
  const there = new Map(present.fields.map((field) => [field.id, field]));
  const missing = model.fields.filter((field) => field.required && !there.has(field.id));
  const different = model.fields.flatMap((field) => {
    const other = there.get(field.id);
    return other === undefined || field.isTeams === true || shapeOf(other) === shapeOf(field)
      ? []
      : [{ field, other }];
  });
  const added = model.fields.filter(({ id }) => !there.has(id)).length;
  const cure =
    "Choose an environment or a space of its own for the station; what you have there is left as it is.";
  return [
    ...missing.map((field) => ({
      what: `The content type ${model.id} is there and is another thing: it has no field ${model.id}.${field.id}.`,
      cure: `If it is to serve the station, give it the field ${field.id} (${shapeOf(field)}). Otherwise: ${cure}`,
    })),
    ...different.map(({ field, other }) => ({
      what: `The field ${model.id}.${field.id} is there and is ${shapeOf(other)}; the station needs ${shapeOf(field)}.`,
      cure: `Give your field another id (Contentful moves no content by that), and run this again. Otherwise: ${cure}`,
    })),
    ...(present.fields.length + added > MAX_FIELDS
      ? [
          {
            what: `The content type ${model.id} has ${present.fields.length} fields, and ${added} more are more than the ${MAX_FIELDS} that Contentful allows.`,
            cure: `Delete fields that you no longer use. Otherwise: ${cure}`,
          },
        ]
      : []),
  ];
}

/** What a field can hold, in the words of the management API. */
function shapeOf(field: Pick<PresentField | ModelField, "type" | "linkType" | "items">): string {
  if (field.type === "Link") return `Link to ${field.linkType}`;
  if (field.type !== "Array" || field.items === undefined) return field.type;
  return `Array of ${field.items.type === "Link" ? `Link to ${field.items.linkType}` : field.items.type}`;
}

function changesOf(type: string, field: ModelField, there: PresentField): ModelStep[] {
  const change: FieldChange = {};
  const says: string[] = [];
  if (OURS.has(field.id) && there.disabled) {
    change.disabled = false;
    says.push("shown when editing");
  }
  if (field.omitted && !there.omitted) {
    change.omitted = true;
    says.push("no longer readable by the delivery API");
  }
  if (field.wasRequired === true && there.required) {
    change.required = false;
    says.push("may be empty");
  }
  const validations = widened(field, there);
  if (validations !== undefined) {
    change.validations = validations;
    says.push("takes more words");
  }
  if (says.length === 0) return [];
  const what = `Change the field ${type}.${field.id}: ${says.join(", ")}.`;
  return [{ kind: "change-field", type, field: field.id, change, what }];
}

/** The field's own validations with the choices that they lack. Undefined when they lack none. */
function widened(field: ModelField, there: PresentField): PresentField["validations"] | undefined {
  const wanted = field.validations?.find((each) => each.in !== undefined)?.in ?? [];
  const allowed = there.validations.find((each) => each.in !== undefined)?.in?.map(String);
  if (allowed === undefined) return undefined;
  const lacking = wanted.filter((word) => !allowed.includes(word));
  if (lacking.length === 0) return undefined;
  return there.validations.map((each) =>
    each.in === undefined ? each : { ...each, in: [...allowed, ...lacking] },
  );
}

/** A help or a widget that people chose themselves stays, except on the station's own fields. */
function explained(field: ModelField, present: PresentType): Explained | undefined {
  if (!present.fields.some(({ id }) => id === field.id)) return undefined;
  const control = present.controls.find(({ fieldId }) => fieldId === field.id);
  const help = control?.settings?.["helpText"];
  const isSaid = typeof help === "string" && help !== "";
  if (help === field.control.help || (isSaid && !OURS.has(field.id))) return undefined;
  const id = control?.widgetId ?? undefined;
  if (id === undefined || OURS.has(field.id)) return { field };
  return { field, widget: { namespace: control?.widgetNamespace ?? "builtin", id } };
}
