import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { npmFiles } from "./base-image.ts";
import { runTool, type ToolRun, words } from "./run-tool.ts";

/** The images of ours, by name, and what they are built from. */
const IMAGES: Readonly<Record<string, readonly string[]>> = {
  playout: ["infra/playout.Dockerfile"],
  ingest: ["infra/ingest.Dockerfile"],
  proxy: ["infra/proxy.Dockerfile"],
  certificates: ["infra/certificates.Dockerfile"],
  edge: ["infra/sandbox.Dockerfile", "--target", "edge"],
  sandbox: ["infra/sandbox.Dockerfile", "--target", "sandbox"],
};
const PROJECT = "nonstop-drill";
const COMPOSE_FILES = ["docker-compose.yml", "e2e/drills/containers/docker-compose.drill.yml"];
/** crun does not start on every kernel, and without these limits no container does where a session has lower ones. */
const LIMITS = ["nofile=4096:4096", "nproc=2000:2000"];
const CONTAINERS_CONF = `[containers]
default_ulimits = [${LIMITS.map((limit) => `"${limit}"`).join(", ")}]
log_driver = "k8s-file"
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
`;
const TOOLS = ["buildah", "podman", "docker-compose", "debootstrap", "runc", "catatonit"];
/** Debian's packages for a machine without a Docker engine. */
const PACKAGES = [...TOOLS, "golang-github-containernetworking-plugin-dnsname", "dnsmasq-base", "iptables"];

/** A container engine of the drill's own: podman, spoken to by docker-compose as Docker would be. */
export type Engine = {
  /** `env`: settings that replace those that the engine was started with. */
  compose: (given: readonly string[], env?: Readonly<Record<string, string>>) => Promise<ToolRun>;
  podman: (given: readonly string[], o?: { mayFail?: boolean }) => Promise<ToolRun>;
  /** The name of a service's container. */
  containerOf: (service: string) => string;
  network: string;
  close: () => Promise<void>;
};

/** Installs what is missing of the tools. Needs root, as the containers do. */
export async function installTools(say: (line: string) => void): Promise<void> {
  const folders = ["/usr/bin", "/usr/sbin", "/usr/local/bin"];
  if (TOOLS.every((tool) => folders.some((folder) => existsSync(join(folder, tool))))) return;
  say(`Installing ${PACKAGES.join(", ")} ...`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await runTool("apt-get", ["-qq", "update"], { env });
  await runTool("apt-get", ["-qq", "-y", "install", "--no-install-recommends", ...PACKAGES], { env });
}

/** Builds all images of ours. Layers are kept, so that the next time builds what has changed. */
export async function buildImages(say: (line: string) => void): Promise<void> {
  const lent = npmFiles()
    .filter(({ from }) => from !== "" && existsSync(from))
    .flatMap(({ from, to }) => ["--volume", `${from}:${to}:ro`]);
  for (const [name, [file = "", ...more]] of Object.entries(IMAGES)) {
    say(`Building the image ${name} ...`);
    await runTool("buildah", [
      ...words(`bud --isolation chroot --network host --layers --ulimit ${LIMITS[0]}`),
      // Health checks are of this format.
      ...words(`--format docker --file ${file} --tag localhost/nonstop/${name}`),
      ...lent,
      ...more,
      ".",
    ]);
  }
}

/** Starts podman's service in a folder of its own. `env` is what docker-compose finds in its `.env`. Ends what an earlier drill left. */
export async function startEngine(
  env: Readonly<Record<string, string>>,
  ...moreFiles: readonly string[]
): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), "nonstop-engine-"));
  const socket = join(folder, "podman.sock");
  const conf = join(folder, "containers.conf");
  writeFileSync(conf, CONTAINERS_CONF);
  const podmanEnv = { CONTAINERS_CONF: conf };
  const service = spawn("podman", ["system", "service", "--time=0", `unix://${socket}`], {
    env: { ...process.env, ...podmanEnv },
    stdio: "ignore",
  });
  while (!existsSync(socket)) {
    if (service.exitCode !== null) throw new Error("podman's service ended.");
    await pause(50);
  }
  const compose = (given: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<ToolRun> =>
    runTool(
      "docker-compose",
      [
        ...[...COMPOSE_FILES, ...moreFiles].flatMap((file) => ["--file", file]),
        ...words(`--project-name ${PROJECT} --project-directory . --profile sandbox`),
        ...given,
      ],
      { env: { ...env, ...more, DOCKER_HOST: `unix://${socket}` } },
    );
  const down = (): Promise<ToolRun> => compose(words("down --volumes --remove-orphans --timeout 5"));
  // What a drill left that was stopped by hand.
  await down();
  return {
    compose,
    podman: (given, o) => runTool("podman", given, { ...o, env: podmanEnv }),
    containerOf: (name) => `${PROJECT}_${name}_1`,
    network: `${PROJECT}_default`,
    close: async () => {
      await down();
      service.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
