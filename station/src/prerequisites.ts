import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

export type Tool = { command: string; aptPackages: readonly string[]; what: string };

export const FFMPEG: Tool = { command: "ffmpeg", aptPackages: ["ffmpeg"], what: "ffmpeg (with ffprobe)" };
export const CHROMIUM: Tool = { command: "chromium", aptPackages: ["chromium"], what: "Chromium" };

const isOnPath = (command: string): boolean =>
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .some((folder) => folder !== "" && existsSync(join(folder, command)));

/**
 * Makes sure that the tools are there. Installs missing ones with apt if we may, and says so on stdout. Otherwise returns
 * one sentence for the operator.
 */
export function ensureTools(
  tools: readonly Tool[],
): { kind: "ready" } | { kind: "missing"; message: string } {
  const missing = tools.filter((tool) => !isOnPath(tool.command));
  if (missing.length === 0) return { kind: "ready" };
  const packages = missing.flatMap((tool) => tool.aptPackages);
  const ask = `Nonstop needs ${missing.map((tool) => tool.what).join(" and ")}: install with "sudo apt-get install ${packages.join(" ")}" and start again.`;
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  if (!isOnPath("apt-get") || (sudo.length > 0 && !mayElevate())) return { kind: "missing", message: ask };

  process.stdout.write(`Installing ${packages.join(", ")} with apt (once) ...\n`);
  const apt = (...words: string[]): boolean => {
    const [command = "apt-get", ...rest] = [...sudo, "apt-get", "-qq", "-y", ...words];
    const run = spawnSync(command, rest, {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      stdio: ["ignore", "ignore", "ignore"],
    });
    return run.status === 0;
  };
  const install = (): boolean => apt("install", "--no-install-recommends", ...packages);
  // A new machine has no package lists and an old one has stale ones, so we update them before a second try.
  const installed = install() || (apt("update") && install());
  return installed && tools.every((tool) => isOnPath(tool.command))
    ? { kind: "ready" }
    : { kind: "missing", message: ask };
}

function mayElevate(): boolean {
  return isOnPath("sudo") && spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0;
}
