import { Container } from "@cloudflare/containers";
import type { ContainerSettings } from "./container-settings.ts";

/** A container that ended is started again after so many seconds: one that cannot start must not be started without a pause. */
const START_AGAIN_SECONDS = 5;

/**
 * A container that works although nobody asks it for anything: it is never put to sleep, and started again when it ends. Its
 * disk begins empty each time. The Worker's cron asks for it every minute, for the case that everything here was lost.
 */
export abstract class LastingContainer<Env> extends Container<Env> {
  override sleepAfter = "1h";

  protected abstract settings(): ContainerSettings;

  /** Starts it unless it runs. Throws when a setting is wrong, or when it cannot start. */
  async keepRunning(): Promise<void> {
    const settings = this.settings();
    if (settings.kind === "wrong") throw new Error(settings.sentences.join(" "));
    await this.startAndWaitForPorts({ startOptions: { envVars: settings.environment } });
  }

  /** Asked when it had no request for an hour. It works all the same, so it is not stopped. */
  override async onActivityExpired(): Promise<void> {}

  override async onStop(): Promise<void> {
    await this.schedule(START_AGAIN_SECONDS, "keepRunning");
  }
}
