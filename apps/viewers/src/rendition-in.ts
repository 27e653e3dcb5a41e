import type { House } from "@nonstop/house/house";

/** What stands for a rendition of `house` in another one: the same one, else the rung that is nearest in height. */
export function renditionIn(other: House, rendition: string, house: House): string {
  if (other.renditions.includes(rendition)) return rendition;
  const height = house.format.video.find(({ id }) => id === rendition)?.height ?? 0;
  const [nearest] = other.format.video.toSorted(
    (a, b) => Math.abs(a.height - height) - Math.abs(b.height - height),
  );
  return nearest?.id ?? rendition;
}
