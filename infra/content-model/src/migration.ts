import type { ContentType, MigrationFunction } from "contentful-migration";
import { apiControl, apiField } from "./content-model.ts";
import type { ModelField } from "./field.ts";
import { planModel, type Explained, type ModelPlan, type ModelStep } from "./plan.ts";
import { readPresentModel, type ModelRequest } from "./present-model.ts";

type Migration = Parameters<MigrationFunction>[0];

/** The plan as a migration of `contentful-migration`. */
export function migrationOf(plan: Pick<ModelPlan, "steps">): (migration: Migration) => void {
  return (migration) => {
    const types = new Map<string, ContentType>();
    for (const step of plan.steps) {
      const type = types.get(step.type) ?? typeOf(migration, step);
      types.set(step.type, type);
      take(type, step);
    }
  };
}

function typeOf(migration: Migration, step: ModelStep): ContentType {
  if (step.kind !== "make-type") return migration.editContentType(step.type);
  const { id, name, description, displayField } = step.model;
  return migration.createContentType(id, { name, description, displayField });
}

function take(type: ContentType, step: ModelStep): void {
  switch (step.kind) {
    case "make-type":
      for (const field of step.model.fields) make(type, field);
      break;
    case "add-field":
      make(type, step.field);
      if (step.after === undefined) type.moveField(step.field.id).toTheTop();
      else type.moveField(step.field.id).afterField(step.after);
      break;
    case "change-field": {
      const field = type.editField(step.field);
      const { disabled, omitted, required, validations } = step.change;
      if (disabled !== undefined) field.disabled(disabled);
      if (omitted !== undefined) field.omitted(omitted);
      if (required !== undefined) field.required(required);
      if (validations !== undefined) field.validations(validations);
      break;
    }
    case "explain-fields":
      for (const each of step.fields) explain(type, each);
      break;
    case "publish-type":
      // To save it under its own name publishes it.
      type.name(step.name);
      break;
  }
}

function make(type: ContentType, field: ModelField): void {
  const { id, ...options } = apiField(field);
  type.createField(id, options);
  explain(type, { field });
}

function explain(type: ContentType, { field, widget }: Explained): void {
  const { fieldId, widgetNamespace, widgetId, settings } = apiControl(field);
  if (widget === undefined) type.changeFieldControl(fieldId, widgetNamespace, widgetId, settings);
  else keepWidget(type, fieldId, widget, field.control.help);
}

/** People chose the widget: which ones there are is not known here. */
type AnyWidget = {
  changeFieldControl(field: string, namespace: string, widget: string, settings: { helpText: string }): void;
};
function keepWidget(
  type: AnyWidget,
  field: string,
  widget: NonNullable<Explained["widget"]>,
  helpText: string,
): void {
  type.changeFieldControl(field, widget.namespace, widget.id, { helpText });
}

/**
 * The content model as one migration for Contentful's own command line (`contentful space migration`). It looks at what the space
 * has and does what is missing. It throws when a content type of the same name is another thing.
 */
export default async function contentModel(
  migration: Migration,
  context: { makeRequest: ModelRequest },
): Promise<void> {
  const plan = planModel(await readPresentModel(context.makeRequest));
  if (plan.problems.length > 0)
    throw new Error(plan.problems.map(({ what, cure }) => `${what} ${cure}`).join("\n"));
  migrationOf(plan)(migration);
}

// What Contentful's command line gets when it requires this file.
export { contentModel as "module.exports" };
