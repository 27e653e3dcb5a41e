import { runService } from "@nonstop/service/run-service";
import { startIngest } from "./ingest.ts";
import { readSettings } from "./settings.ts";

await runService({
  name: "ingest",
  settings: readSettings(process.env),
  start: async (settings, log) => {
    const { port, rtmpPort, rtmpProxyPort, close } = await startIngest(settings, { log });
    return { listening: { port, rtmpPort, rtmpProxyPort }, stop: close };
  },
});
