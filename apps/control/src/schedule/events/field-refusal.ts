import type { EventProblem } from "@nonstop/contract/events";

/** Why a field of an event cannot be accepted, with the cure. It never leaves `parseEvent`. */
export class FieldRefusal extends Error {
  readonly problem: EventProblem;
  constructor(field: string, message: string, cure: string) {
    super(message);
    this.problem = { field: `fields.${field}`, message: `fields.${field}: ${message}`, cure };
  }
}
