import type { Outcome } from "./check.ts";
import type { Finding } from "./finding.ts";

const MARKS = { good: "✓", bad: "✗", skipped: "–" } as const;
const COLOURS = { good: 32, bad: 31, skipped: 2 } as const;
const HIDDEN = "[secret]";
/** A shorter one would be found by chance in other words. */
const MIN_SECRET_LENGTH = 6;

/** The groups in their order, each with its checks, as a list for people. `colours`: on a terminal. */
export function reportText(
  outcomes: readonly Outcome[],
  o: { groups: readonly string[]; colours: boolean; secrets: readonly string[] },
): string {
  const paint = (kind: Finding["kind"], text: string): string =>
    o.colours ? `\u001B[${COLOURS[kind]}m${text}\u001B[0m` : text;
  const lines = o.groups.flatMap((group) => {
    const ofGroup = outcomes.filter((outcome) => outcome.group === group);
    if (ofGroup.length === 0) return [];
    const told = ofGroup.flatMap(({ name, findings }) =>
      findings.map((finding) => {
        const mark = paint(finding.kind, MARKS[finding.kind]);
        if (finding.kind === "skipped")
          return `  ${mark} ${paint("skipped", `${name}: skipped. ${finding.why}`)}`;
        const cure = finding.kind === "bad" ? `\n      → ${finding.cure}` : "";
        return `  ${mark} ${name}: ${finding.says}${cure}`;
      }),
    );
    return [group, ...told, ""];
  });
  return withoutSecrets([...lines, summary(outcomes)].join("\n"), o.secrets);
}

/** The same for programs: `{ok, checks}`. */
export function reportJson(outcomes: readonly Outcome[], secrets: readonly string[]): string {
  return withoutSecrets(
    JSON.stringify({ ok: isWell(outcomes), checks: outcomes }, undefined, 2),
    secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]),
  );
}

/** Whether nothing is bad. */
export const isWell = (outcomes: readonly Outcome[]): boolean => count(outcomes, "bad") === 0;

function summary(outcomes: readonly Outcome[]): string {
  const bad = count(outcomes, "bad");
  const skipped = count(outcomes, "skipped");
  const verdict = bad === 0 ? "Nothing is wrong" : `${bad} ${bad === 1 ? "thing is" : "things are"} wrong`;
  return `${verdict}: ${count(outcomes, "good")} good, ${bad} bad, ${skipped} skipped.`;
}

const count = (outcomes: readonly Outcome[], kind: Finding["kind"]): number =>
  outcomes.flatMap(({ findings }) => findings).filter((finding) => finding.kind === kind).length;

/** A vendor's or a server's own words may repeat what we sent it. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter(({ length }) => length >= MIN_SECRET_LENGTH)
    .toSorted((a, b) => b.length - a.length)
    .reduce((told, secret) => told.replaceAll(secret, HIDDEN), text);
}
