import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { endLeftovers, recordProcesses } from "./leftovers.ts";

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "nonstop-leftovers-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};
const node = (script: string): ChildProcessWithoutNullStreams => {
  const child = spawn(process.execPath, ["-e", script]);
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
};
const sleeper = (): ChildProcessWithoutNullStreams => node("setInterval(() => {}, 1000)");

describe("endLeftovers()", () => {
  it("ends what a killed station left running, and its port is free by then", async () => {
    const stateDir = folder();
    const child = node(
      `require("net").createServer().listen(0, "127.0.0.1", function () { console.log(this.address().port); })`,
    );
    const port = Number(String((await once(child.stdout, "data"))[0]));
    recordProcesses(stateDir, [{ name: "workerd", pid: child.pid! }]);
    const gone = once(child, "exit");
    expect(await endLeftovers(stateDir)).toEqual({ kind: "ended", names: ["workerd"] });
    const server = createServer().listen(port, "127.0.0.1");
    await once(server, "listening");
    server.close();
    expect((await gone)[1]).toBe("SIGKILL");
  });

  it("leaves alone whoever got the pid since", async () => {
    const stateDir = folder();
    const child = sleeper();
    writeFileSync(
      join(stateDir, "processes.json"),
      JSON.stringify([{ name: "workerd", pid: child.pid, startTicks: "1" }]),
    );
    expect(await endLeftovers(stateDir)).toEqual({ kind: "ended", names: [] });
    expect(child.exitCode).toBeNull();
    const gone = once(child, "exit");
    child.kill();
    await gone;
  });

  it("touches nothing while that station still runs", async () => {
    const stateDir = folder();
    const station = sleeper();
    recordProcesses(stateDir, [{ name: "station", pid: station.pid! }]);
    expect(await endLeftovers(stateDir)).toEqual({ kind: "running", pid: station.pid });
    const gone = once(station, "exit");
    station.kill();
    await gone;
    expect(await endLeftovers(stateDir)).toEqual({ kind: "ended", names: [] });
  });

  it("does not stumble over a file it cannot read", async () => {
    const stateDir = folder();
    writeFileSync(join(stateDir, "processes.json"), "{");
    expect(await endLeftovers(stateDir)).toEqual({ kind: "ended", names: [] });
  });
});
