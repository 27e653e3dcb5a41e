import type { ReadThroughFacts } from "@nonstop/contract/read-through";
import type { Finding } from "@nonstop/schedule/read-through/finding";
import type { JSX } from "preact";
import { clockLabel, dayOf, dayTab } from "../time/zone-day.ts";

const GROUPS = [
  { name: "Would go wrong", weights: ["alarm", "trouble"] },
  { name: "To know", weights: ["notice"] },
];

/** What was found, the heaviest first, with links to the programme and its entry. */
export function FindingsList(o: {
  findings: readonly Finding[];
  facts: ReadThroughFacts;
  zone: string;
}): JSX.Element {
  const slugs = new Map(o.facts.airings.map(({ id, slug }) => [id, slug]));
  return (
    <>
      {GROUPS.map(({ name, weights }) => {
        const found = o.findings.filter(({ weight }) => weights.includes(weight));
        if (found.length === 0) return null;
        return (
          <section key={name} class="findings" aria-label={name}>
            <h2 class="label">
              {name} <span class="digits">{found.length}</span>
            </h2>
            <ol>
              {byProgramme(found).map(([first, ...others]) => (
                <li key={`${first.code} ${first.at} ${first.message}`} data-weight={first.weight}>
                  <Moment second={first.at} zone={o.zone} />
                  <div>
                    {[first, ...others].map(({ message, cure }) => (
                      <p key={message}>
                        {message} {cure !== undefined && <span class="quiet">{cure}</span>}
                      </p>
                    ))}
                    <Links finding={first} slugs={slugs} entries={o.facts.entryPages} />
                  </div>
                </li>
              ))}
            </ol>
          </section>
        );
      })}
    </>
  );
}

/** Findings that follow one another and are of one programme stand together. */
function byProgramme(findings: readonly Finding[]): [Finding, ...Finding[]][] {
  const groups: [Finding, ...Finding[]][] = [];
  for (const finding of findings) {
    const last = groups.at(-1);
    const isSame = last?.[0].programme?.airing === finding.programme?.airing && last?.[0].at === finding.at;
    if (last !== undefined && finding.programme !== undefined && isSame) last.push(finding);
    else groups.push([finding]);
  }
  return groups;
}

function Moment({ second, zone }: { second: number; zone: string }): JSX.Element {
  const { weekday, date } = dayTab(dayOf(second, zone));
  return (
    <time class="digits" dateTime={new Date(second * 1000).toISOString()}>
      {weekday} {date} <b>{clockLabel(second, zone)}</b>
    </time>
  );
}

function Links(o: {
  finding: Finding;
  slugs: ReadonlyMap<string, string>;
  entries: string | undefined;
}): JSX.Element | null {
  const { programme } = o.finding;
  if (programme === undefined) return null;
  const slug = o.slugs.get(programme.airing);
  return (
    <p class="links">
      {o.entries !== undefined && (
        <a href={`${o.entries}${encodeURIComponent(programme.airing)}`} target="_blank" rel="noreferrer">
          Entry<span class="unseen"> of {programme.title}</span>
        </a>
      )}
      {slug !== undefined && (
        <a href={`/schedule/${slug}`} target="_blank" rel="noreferrer">
          Programme<span class="unseen"> {programme.title}</span>
        </a>
      )}
    </p>
  );
}
