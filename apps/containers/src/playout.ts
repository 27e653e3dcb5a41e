import { type ContainerSettings, playoutSettings } from "./container-settings.ts";
import { LastingContainer } from "./lasting-container.ts";
import { oneContainer } from "./one-container.ts";

type Env = { PLAYOUTS: DurableObjectNamespace<Playout>; REGION: string };

/** The container of a playout. It only calls out, and gets its rundown from its socket. */
export class Playout extends LastingContainer<Env> {
  override defaultPort = 8936;

  protected override settings(): ContainerSettings {
    return playoutSettings(this.env);
  }
}

export default {
  fetch: () => new Response(null, { status: 404 }),
  scheduled: (_, env) => oneContainer(env.PLAYOUTS, env.REGION).keepRunning(),
} satisfies ExportedHandler<Env>;
