import { compileRundown } from "@nonstop/schedule/compile-rundown";
import { faultsOfWeek } from "@nonstop/schedule/weeks/faults-of-week";
import { randomWeek } from "@nonstop/schedule/weeks/random-week";
import type { Drill } from "@nonstop/station/drills";

const WEEKS = 1000;

/** `pnpm drill weeks [COUNT] [FIRST SEED]` */
export const drill: Drill = {
  about: "compiles a thousand random weeks of 60 airings, twice each, and judges how their gaps are filled",
  run: ([count = String(WEEKS), first = "0"]) => {
    const faults: string[] = [];
    const tookMs: number[] = [];
    for (let seed = Number(first); seed < Number(first) + Number(count); seed += 1) {
      const week = randomWeek(seed);
      const startedMs = performance.now();
      const answer = compileRundown(week);
      tookMs.push(performance.now() - startedMs);
      if (answer.kind === "gaps") faults.push(`week ${seed}: it has gaps`);
      else faults.push(...faultsOfWeek(week, answer.rundown).map((fault) => `week ${seed}: ${fault}`));
      if (JSON.stringify(answer) !== JSON.stringify(compileRundown(randomWeek(seed))))
        faults.push(`week ${seed}: compiled again it is another`);
    }
    for (const fault of faults.slice(0, 20)) process.stdout.write(`${fault}\n`);
    tookMs.sort((a, b) => a - b);
    const at = (share: number): string =>
      `${Math.round(tookMs[Math.floor((tookMs.length - 1) * share)] ?? 0)} ms`;
    return Promise.resolve({
      passed: faults.length === 0,
      summary: `${count} weeks of 60 airings, ${faults.length} faults; a week compiled in ${at(0.5)} at the median, ${at(0.99)} at p99, ${at(1)} at most.`,
    });
  },
};
