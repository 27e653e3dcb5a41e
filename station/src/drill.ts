import { drillNames, loadDrill, writeDown } from "./drills.ts";
import { CHROMIUM, ensureTools } from "./prerequisites.ts";

/**
 * `pnpm drill`: lists the drills. `pnpm drill NAME [OPTIONS]`: runs one, prints how it ended and writes that down in
 * docs/DRILLS.md.
 */

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const [name, ...args] = process.argv.slice(2);
const names = drillNames();
if (name === undefined || !names.includes(name)) {
  if (name !== undefined) say(`There is no drill "${name}".`);
  for (const known of names) say(`pnpm drill ${known}: ${(await loadDrill(known)).about}`);
  process.exit(name === undefined ? 0 : 1);
}
const tools = ensureTools([CHROMIUM]);
if (tools.kind === "missing") {
  say(tools.message);
  process.exit(1);
}
const result = await (await loadDrill(name)).run(args);
say(`${result.passed ? "passed" : "failed"}: ${result.summary}`);
writeDown(["pnpm drill", name, ...args].join(" "), result);
process.exit(result.passed ? 0 : 1);
