import { buildPages } from "./edge/web-app.ts";
import { REPOSITORY } from "./repository.ts";

/** `pnpm build`: the pages, as they are deployed. */

await buildPages(REPOSITORY);
