import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Engine } from "./engine.ts";

const SERVICES = ["ingest", "playout", "proxy", "certificates", "edge", "sandbox"] as const;
const READS_ONLY = new Set<string>(["proxy"]);
const HEALTHY_WITHIN_TRIES = 120;
const Limits = z.tuple([z.coerce.number(), z.coerce.number()]);

/** What is wrong with how the containers are contained: a sentence each. */
export async function containmentProblems(engine: Engine): Promise<string[]> {
  const found = await Promise.all(SERVICES.map((service) => problemsOf(engine, service)));
  return found.flat();
}

async function problemsOf(engine: Engine, service: string): Promise<string[]> {
  const container = engine.containerOf(service);
  const inside = async (script: string): Promise<{ code: number; output: string }> =>
    engine.podman(["exec", container, "/bin/sh", "-c", script], { mayFail: true });
  const problems: string[] = [];
  const expect = (holds: boolean, sentence: string): void => {
    if (!holds) problems.push(`${service}: ${sentence}`);
  };

  const { output: status } = await inside("cat /proc/[0-9]*/status 2>/dev/null");
  const values = (name: string): string[] =>
    [...status.matchAll(new RegExp(`^${name}:\\s+(\\S+)`, "gm"))].map(([, value]) => value ?? "");
  expect(values("Uid").length > 0, "no process is seen");
  expect(!values("Uid").includes("0"), "a process is root's");
  expect(
    values("CapEff").every((mask) => /^0+$/.test(mask)),
    "a process has capabilities",
  );
  expect(
    values("NoNewPrivs").every((set) => set === "1"),
    "a process may get new privileges",
  );

  const root = await inside("touch /etc/nonstop-drill /nonstop-drill");
  expect(root.code !== 0 && root.output.includes("Read-only"), "its root can be written");
  const volume = await inside("touch /var/lib/nonstop/.drill && rm /var/lib/nonstop/.drill");
  expect((volume.code === 0) !== READS_ONLY.has(service), "its volume is not as it should be");
  const asked = "{{.HostConfig.Memory}} {{.HostConfig.PidsLimit}}";
  const { output } = await engine.podman(["inspect", "--format", asked, container]);
  const [memory, pids] = Limits.parse(output.trim().split(" "));
  expect(memory > 0 && pids > 0, "it has no limit of memory or processes");
  expect(await becomesHealthy(engine, container), "it does not become healthy");
  return problems;
}

/** Runs a container's health check until it is good, once a second: here nobody else runs it. */
export async function becomesHealthy(engine: Engine, container: string): Promise<boolean> {
  for (let tries = 0; tries < HEALTHY_WITHIN_TRIES; tries++) {
    const { code } = await engine.podman(["healthcheck", "run", container], { mayFail: true });
    if (code === 0) return true;
    await pause(1000);
  }
  return false;
}
