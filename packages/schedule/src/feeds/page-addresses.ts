/** The address of a programme's page. */
export function programmePage(origin: string, slug: string): string {
  return `${origin}/schedule/${encodeURIComponent(slug)}`;
}

/** The address of somebody's page. */
export function personPage(origin: string, slug: string): string {
  return `${origin}/people/${slug}`;
}

/** The address of a show's page. */
export function showPage(origin: string, slug: string): string {
  return `${origin}/shows/${slug}`;
}

/** The address of a programme's picture, or of the station's when it has none. */
export function pictureOf(origin: string, { art }: { art?: string | undefined }): string {
  return art ?? `${origin}/card.png`;
}
