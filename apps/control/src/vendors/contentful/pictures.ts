import type { createClient } from "contentful";
import { present } from "@nonstop/contract/present";
import { z } from "zod";
import { Picture } from "../../schedule/ports/picture.ts";
import type { LinkedEntry } from "../../schedule/ports/delivery.ts";

/** The fields of entries that link to pictures. */
const PICTURE_FIELDS = ["art", "photo", "poster"] as const;
/** As many ids as a query may name. */
const BATCH = 100;
/** Where Contentful serves pictures from. The station fetches them, and nothing else that an entry may name. */
const FROM = /^https:\/\/images\.(?:eu\.)?ctfassets\.net\//;

const Link = z.object({ sys: z.object({ id: z.string().min(1), linkType: z.literal("Asset") }) });
const Size = z.int().min(1).optional().catch(undefined);
const Assets = z.object({
  items: z.array(
    z.object({
      sys: z.object({ id: z.string() }),
      fields: z.object({
        file: z
          .object({
            url: z.string(),
            contentType: z.string(),
            details: z.object({ image: z.object({ width: Size, height: Size }).optional() }).catch({}),
          })
          .optional()
          .catch(undefined),
      }),
    }),
  ),
});

/** The ids of all pictures that entries link to, each once. */
export function picturesOf(entries: readonly LinkedEntry[]): string[] {
  const ids = entries.flatMap(({ fields }) =>
    PICTURE_FIELDS.flatMap((field) => Link.safeParse(fields[field]).data?.sys.id ?? []),
  );
  return [...new Set(ids)].sort();
}

/** Where pictures lie. Those that are not published, or are no pictures, are missing. */
export async function readPictures(
  client: Pick<ReturnType<typeof createClient>, "getAssets">,
  ids: readonly string[],
  isInsecure: boolean,
): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (let at = 0; at < ids.length; at += BATCH) {
    const query = { "sys.id[in]": ids.slice(at, at + BATCH), limit: BATCH };
    const { items } = Assets.parse(await client.getAssets(query));
    pictures.push(
      ...items.flatMap(({ sys, fields: { file } }) => {
        if (file === undefined || !file.contentType.startsWith("image/")) return [];
        const { width, height } = file.details.image ?? {};
        // Contentful leaves the scheme to the page.
        const url = file.url.startsWith("//") ? `${isInsecure ? "http" : "https"}:${file.url}` : file.url;
        if (!isInsecure && !FROM.test(url)) return [];
        return Picture.safeParse({ id: sys.id, url, ...present({ width, height }) }).data ?? [];
      }),
    );
  }
  return pictures;
}
