import { CONTENT_MODEL } from "@nonstop/content-model/content-model";
import { z } from "zod";
import type { Check } from "../../frame/check.ts";
import { bad, good, type Finding } from "../../frame/finding.ts";
import type { ContentfulAccess } from "../../patient.ts";
import { deliveryClient, hear } from "./clients.ts";

const Delivered = z.object({
  items: z.array(
    z.object({
      sys: z.object({ id: z.string() }),
      fields: z.array(z.object({ id: z.string(), omitted: z.boolean().optional() })),
    }),
  ),
});
export type DeliveredTypes = z.infer<typeof Delivered>["items"];

/** The fields that delivery must not show, by content type. */
const HIDDEN: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  CONTENT_MODEL.map(({ id, fields }) => [
    id,
    fields.filter(({ omitted }) => omitted).map((field) => field.id),
  ]),
);

/** Which hidden fields delivery shows. */
function judgeHidden(types: DeliveredTypes): Finding[] {
  const shown = types.flatMap(({ sys, fields }) =>
    fields
      .filter(({ id, omitted }) => omitted !== true && (HIDDEN[sys.id] ?? []).includes(id))
      .map(({ id }) => `${sys.id}.${id}`),
  );
  if (shown.length > 0)
    return [
      bad(
        `The delivery API shows ${shown.join(", ")}: whoever has its token, such as a website, can read them.`,
        "Run setup: it hides them in the content model (Response settings: omit from API response).",
      ),
    ];
  const count = Object.values(HIDDEN).flat().length;
  return [good(`The delivery API shows none of the ${count} fields that are not for viewers.`)];
}

/** That links, passcodes and addresses of people cannot be read with the delivery token. */
export function hiddenFieldsCheck(access: ContentfulAccess): Check {
  return {
    group: "contentful",
    name: "hidden fields",
    run: async () => {
      const types = await hear(
        "read the content types with the delivery token",
        "See the finding of the tokens.",
        async () => Delivered.parse(await deliveryClient(access).getContentTypes()),
      );
      return types.kind === "refused" ? [types.finding] : judgeHidden(types.value.items);
    },
  };
}
