import { looked, type Part } from "./part.ts";
import type { SetupContext } from "./parts.ts";

const FILE = "vm.env";

/**
 * The settings of the machine that takes guests' pictures and switches: what `docker-compose.yml` reads from its `.env`, by the
 * names that infra/README.md explains.
 */
export function vmEnv({ answers, folder }: SetupContext): Readonly<Record<string, string>> {
  const { station } = answers;
  const secret = (name: string): string => folder.secrets[name] ?? "";
  return {
    EDGE_URL: `https://${station.host}`,
    INGEST_HOST: station.ingestHost,
    CERTIFICATES: "public",
    PROXY_BIND: "0.0.0.0",
    PROXY_HTTP_PORT: "80",
    PROXY_HTTPS_PORT: "443",
    PROXY_RTMPS_PORT: "1936",
    PLAYOUT: "playout-1",
    HOUSE_FORMAT: station.houseFormat,
    ORIGIN_TOKEN_PLAYOUT: secret("ORIGIN_TOKEN_PLAYOUT"),
    ORIGIN_TOKEN_INGEST: secret("ORIGIN_TOKEN_INGEST"),
    INGEST_TOKEN: secret("INGEST_TOKEN"),
    STREAM_KEY_SECRET: secret("STREAM_KEY_SECRET"),
  };
}

/** Writes that file to the station's folder. */
export function vmEnvPart(context: SetupContext): Part {
  const { folder } = context;
  const text = (): string =>
    [
      "# The settings of the station's machine, made by `pnpm setup`. Copy it there as .env, beside docker-compose.yml, mode 600.",
      ...Object.entries(vmEnv(context)).map(([name, value]) => `${name}=${value}`),
      "",
    ].join("\n");
  return {
    name: "The machine's settings",
    look: async () => {
      if (folder.text(FILE) === text())
        return looked([
          `written: copy ${folder.path}/${FILE} to the machine as .env, beside docker-compose.yml`,
        ]);
      const apply = async (): Promise<void> => folder.keepText(FILE, text());
      return looked([], [{ what: `write ${folder.path}/${FILE}`, apply }]);
    },
  };
}
