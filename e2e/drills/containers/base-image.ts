import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPOSITORY } from "@nonstop/station/station";
import { runTool } from "./run-tool.ts";

/** What the official image has apt do: keep nothing that it fetched. */
const APT_KEEPS_NOTHING = [
  'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true"; };',
  'Dir::Cache::pkgcache "";',
  'Dir::Cache::srcpkgcache "";',
  "",
].join("\n");

/** The image that all of ours stand on, as the Dockerfiles name it. */
function baseImageName(): string {
  const dockerfile = readFileSync(join(REPOSITORY, "infra/playout.Dockerfile"), "utf8");
  return `docker.io/library/${/^FROM (\S+)/m.exec(dockerfile)?.[1] ?? ""}`;
}

/**
 * Makes the base image where no registry is reached: Debian by debootstrap, the Node that runs this, npm, and the user `node`,
 * as the official image has them. Does nothing when there is one.
 */
export async function makeBaseImage(say: (line: string) => void): Promise<void> {
  const name = baseImageName();
  if ((await runTool("podman", ["image", "exists", name], { mayFail: true })).code === 0) return;
  say(`Making the base image ${name} ...`);
  const root = mkdtempSync(join(tmpdir(), "nonstop-base-"));
  try {
    await runTool("debootstrap", ["--variant=minbase", "--include=ca-certificates", "bookworm", root]);
    cpSync(process.execPath, join(root, "usr/local/bin/node"));
    await runTool("npm", ["install", "--global", "--prefix", join(root, "usr/local"), "npm@11"]);
    await runTool("chroot", [root, "groupadd", "--gid", "1000", "node"]);
    await runTool("chroot", [root, "useradd", "--uid", "1000", "--gid", "node", "--create-home", "node"]);
    writeFileSync(join(root, "etc/apt/apt.conf.d/docker-clean"), APT_KEEPS_NOTHING);
    await runTool("chroot", [root, "apt-get", "clean"]);
    const archive = `${root}.tar`;
    await runTool("tar", ["-C", root, "-cf", archive, "."]);
    await runTool("podman", ["import", archive, name]);
    rmSync(archive);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** How npm on this machine finds its registry: files that a build is lent and does not keep. */
export function npmFiles(): { from: string; to: string }[] {
  const setting = (key: string): string => {
    const value = execFileSync("npm", ["config", "get", key], { encoding: "utf8" }).trim();
    return value === "null" || value === "undefined" ? "" : value;
  };
  const cafile = setting("cafile");
  return [
    { from: setting("userconfig"), to: "/root/.npmrc" },
    { from: setting("globalconfig"), to: "/usr/local/etc/npmrc" },
    { from: cafile, to: cafile },
  ];
}
