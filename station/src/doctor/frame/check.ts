import { bad, type Finding } from "./finding.ts";

/** One thing that is looked at. It changes nothing that it does not put back. */
export type Check = {
  group: string;
  name: string;
  /** How long it may take, ms; the usual time when it is left out. */
  limitMs?: number;
  run: () => Promise<readonly Finding[]>;
};

/** What came of a check. */
export type Outcome = { group: string; name: string; findings: readonly Finding[]; tookMs: number };

const LIMIT_MS = 20_000;

/** The checks that `--only` names, by group or by name; all when it names nothing. */
export function chosen(
  checks: readonly Check[],
  only: readonly string[],
): { kind: "checks"; checks: readonly Check[] } | { kind: "unknown"; name: string } {
  const names = (check: Check): readonly string[] => [
    check.group,
    check.name,
    `${check.group} ${check.name}`,
  ];
  const unknown = only.find((word) => !checks.some((check) => names(check).includes(word)));
  if (unknown !== undefined) return { kind: "unknown", name: unknown };
  return {
    kind: "checks",
    checks: checks.filter((check) => only.length === 0 || only.some((word) => names(check).includes(word))),
  };
}

/**
 * Runs all checks side by side. `onOutcome` hears of each as it ends. A check that takes too long or breaks is a finding like
 * any other.
 */
export async function runChecks(
  checks: readonly Check[],
  onOutcome: (outcome: Outcome) => void = () => undefined,
): Promise<Outcome[]> {
  return Promise.all(
    checks.map(async ({ group, name, limitMs = LIMIT_MS, run }) => {
      const startedMs = performance.now();
      const findings = await within(limitMs, run);
      const outcome = { group, name, findings, tookMs: Math.round(performance.now() - startedMs) };
      onOutcome(outcome);
      return outcome;
    }),
  );
}

async function within(limitMs: number, run: Check["run"]): Promise<readonly Finding[]> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<readonly Finding[]>((resolve) => {
    const says = `This took longer than ${limitMs / 1000} s.`;
    timer = setTimeout(
      () => resolve([bad(says, "See whether what it asks is slow, and run it again.")]),
      limitMs,
    );
  });
  try {
    return await Promise.race([run(), tooLate]);
  } catch (error) {
    const says = `The check itself broke: ${error instanceof Error ? error.message : String(error)}`;
    return [bad(says, "This is a fault of the doctor: report it.")];
  } finally {
    clearTimeout(timer);
  }
}
