import { killChildren } from "./process/children.ts";
import { log } from "./process/log.ts";
import { openSandbox } from "./sandbox.ts";
import { readSettings } from "./settings.ts";

process.title = "nonstop-sandbox";
const read = readSettings(process.env);
if (read.kind === "wrong") {
  process.stderr.write(`sandbox: ${read.sentences.join(" ")}\n`);
  process.exit(1);
}
const sandbox = await openSandbox(read.settings);
log("listening", sandbox.ports);

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  killChildren();
  await sandbox.close();
  process.exit(0);
}
process.on("SIGTERM", () => void end());
process.on("SIGINT", () => void end());
if (read.settings.exitWithParent) {
  process.stdin.on("close", () => void end());
  process.stdin.on("end", () => void end());
  process.stdin.resume();
}
