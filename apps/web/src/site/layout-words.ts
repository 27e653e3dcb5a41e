import type { Layout } from "@nonstop/contract/layout";

/** Who fills the picture of a meeting, as buttons say it. */
export const LAYOUT_WORDS: readonly (readonly [Layout, string])[] = [
  ["speaker", "Who speaks"],
  ["gallery", "Everybody"],
  ["host", "As the host sees it"],
];
