/** Data modules of wrangler: the file's bytes. */
declare module "*.bin" {
  const bytes: ArrayBuffer;
  export default bytes;
}

declare namespace Cloudflare {
  interface GlobalProps {
    mainModule: typeof import("./src/index.ts");
  }
  interface Env extends NonstopEnv {}
}
type NonstopEnv = import("./src/env.ts").Env;
