import type { Env as Bindings } from "./src/env.ts";
import type * as Main from "./src/index.ts";

declare global {
  namespace Cloudflare {
    interface GlobalProps {
      mainModule: typeof Main;
    }
    interface Env extends Bindings {
      /** Of the viewers' Worker, which the tests run as one with control. */
      MEDIA_READS: RateLimit;
    }
  }
}
