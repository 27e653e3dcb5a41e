import { type ContainerSettings, ingestSettings } from "./container-settings.ts";
import { LastingContainer } from "./lasting-container.ts";
import { oneContainer } from "./one-container.ts";

type Env = { INGESTS: DurableObjectNamespace<Ingest>; REGION: string };

/** The container of ingest: it pulls live rooms and conforms recordings. */
export class Ingest extends LastingContainer<Env> {
  override defaultPort = 8935;

  protected override settings(): ContainerSettings {
    return ingestSettings(this.env);
  }

  /** Starts it with its settings first, if a request comes before the cron. */
  override async fetch(request: Request): Promise<Response> {
    await this.keepRunning();
    return super.fetch(request);
  }
}

export default {
  // Ingest checks the token. Its figures are for nobody outside.
  fetch: (request, env) =>
    new URL(request.url).pathname === "/metrics"
      ? new Response(null, { status: 404 })
      : oneContainer(env.INGESTS, env.REGION).fetch(request),
  scheduled: (_, env) => oneContainer(env.INGESTS, env.REGION).keepRunning(),
} satisfies ExportedHandler<Env>;
