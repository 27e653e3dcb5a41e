import { planModel } from "@nonstop/content-model/plan";
import { readPresentModel } from "@nonstop/content-model/present-model";
import { runPlan } from "@nonstop/content-model/run-plan";
import { looked, type Part, trouble } from "../part.ts";
import type { SpaceClient } from "./space-client.ts";

/** Makes the content model, or brings an earlier one to the newest. It says each step, and never drops what the team has made. */
export function contentModel({ request }: SpaceClient): Part {
  return {
    name: "Contentful: content model",
    look: async () => {
      const plan = planModel(await readPresentModel(request));
      if (plan.problems.length > 0) return trouble(...plan.problems);
      if (plan.steps.length === 0) return looked(["the content model is the newest"]);
      const types = [...new Set(plan.steps.map(({ type }) => type))];
      // One type after the other: what is done of it is done when the next one fails.
      const changes = types.map((type) => {
        const steps = plan.steps.filter((step) => step.type === type);
        return {
          what: `content type ${type}: ${steps.map(({ what }) => lowered(what)).join(" ")}`,
          apply: () => runPlan(request, { steps }),
        };
      });
      return looked([], changes);
    },
  };
}

const lowered = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);
