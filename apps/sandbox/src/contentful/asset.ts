import { z } from "zod";
import type { Drawn } from "../pictures/drawn-picture.ts";
import { placeOf, type SpaceName } from "./entry-wire.ts";
import { LOCALE } from "./locales.ts";

const File = z.looseObject({ fileName: z.string(), contentType: z.string() });
export const AssetFields = z.object({
  title: z.record(z.string(), z.string()).optional(),
  file: z.record(z.string(), File).optional(),
});

/** A picture that people uploaded. What is in it the stand-in draws itself. */
export const Asset = z.object({
  id: z.string(),
  version: z.int(),
  isProcessed: z.boolean(),
  publishedVersion: z.int().optional(),
  revision: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  fields: AssetFields,
});
export type Asset = z.infer<typeof Asset>;

/** What is drawn for a file: a portrait where its name says so. */
export function drawnOf(asset: Asset): Drawn {
  const isPortrait = asset.fields.file?.[LOCALE]?.fileName.startsWith("portrait") === true;
  return { isPortrait, width: 640, height: isPortrait ? 640 : 360 };
}

/** The file as answers show it. Contentful leaves the scheme to the page. */
function fileOf(asset: Asset, origin: string): object | undefined {
  const file = asset.fields.file?.[LOCALE];
  if (file === undefined || !asset.isProcessed) return file;
  const { width, height } = drawnOf(asset);
  const { fileName, contentType } = file;
  const url = `//${new URL(origin).host}/files/${asset.id}/${fileName}`;
  return { url, fileName, contentType, details: { size: width * height, image: { width, height } } };
}

/** An asset for the management API. */
export function managementAsset(asset: Asset, name: SpaceName, origin: string): object {
  const { id, version, publishedVersion, createdAt, updatedAt } = asset;
  const published = publishedVersion === undefined ? {} : { publishedVersion, publishedAt: updatedAt };
  const file = fileOf(asset, origin);
  return {
    sys: { ...placeOf(name), id, type: "Asset", version, createdAt, updatedAt, ...published },
    metadata: { tags: [], concepts: [] },
    fields: { ...asset.fields, ...(file === undefined ? {} : { file: { [LOCALE]: file } }) },
  };
}

/** An asset for the delivery API; undefined while it is not published. */
export function deliveredAsset(asset: Asset, name: SpaceName, origin: string): object | undefined {
  if (asset.publishedVersion === undefined) return undefined;
  const { id, revision, createdAt, updatedAt } = asset;
  return {
    sys: { ...placeOf(name), id, type: "Asset", revision, createdAt, updatedAt, locale: LOCALE },
    metadata: { tags: [], concepts: [] },
    fields: { title: asset.fields.title?.[LOCALE], file: fileOf(asset, origin) },
  };
}
