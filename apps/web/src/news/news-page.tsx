import type { SubscriberStatus } from "@nonstop/contract/announcement";
import type { Healing } from "@nonstop/contract/healings";
import type { HooksHeard } from "@nonstop/contract/hooks-heard";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { DeskPage } from "../control-room/desk-page.tsx";
import { nowSecond } from "../feed/clock.ts";
import { ownZone } from "../site/own-zone.ts";
import { agoWords } from "../time/wording.ts";
import { clockLabel, dateLabel } from "../time/zone-day.ts";
import { askNews, healings, hooks, subscribers, testSubscriber, trouble } from "./station-news.ts";

const EVERY_MS = 10_000;
const VENDORS = { contentful: "Contentful", zoom: "Zoom", stream: "Cloudflare Stream" } as const;

/** How news reaches the station, and how it leaves: what was lost and put right, whose webhooks were heard, who is told. */
export function NewsPage(): JSX.Element {
  useEffect(() => {
    void askNews();
    const timer = setInterval(() => void askNews(), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <DeskPage title="News">
      {trouble.value !== undefined && (
        <p class="news-trouble" role="status">
          {trouble.value}
        </p>
      )}
      <div class="news">
        <section class="panel" aria-labelledby="put-right">
          <h2 id="put-right">Put right by itself</h2>
          <p class="quiet">What was lost on its way to the station, and was found by looking.</p>
          <PutRight all={healings.value} />
        </section>
        <section class="panel" aria-labelledby="heard">
          <h2 id="heard">Heard from</h2>
          <ul class="news-list">{(hooks.value ?? []).map(heard)}</ul>
        </section>
        <section class="panel" aria-labelledby="told">
          <h2 id="told">Who is told</h2>
          <Told all={subscribers.value} />
        </section>
      </div>
    </DeskPage>
  );
}

function PutRight({ all }: { all: readonly Healing[] | undefined }): JSX.Element | null {
  if (all === undefined) return null;
  if (all.length === 0) return <p>Nothing was lost.</p>;
  return (
    <ul class="news-list" aria-label="What was put right">
      {all.map(({ atMs, code, message }, index) => (
        <li key={`${atMs} ${code} ${index}`}>
          <time class="digits">
            {dateLabel(atMs / 1000, ownZone)} {clockLabel(atMs / 1000, ownZone)}
          </time>
          <bdi>{message}</bdi>
        </li>
      ))}
    </ul>
  );
}

function heard({ vendor, heardMs }: HooksHeard["hooks"][number]): JSX.Element {
  return (
    <li key={vendor}>
      <span>{VENDORS[vendor]}</span>
      <span class="quiet">{heardMs === undefined ? "never" : ago(heardMs)}</span>
    </li>
  );
}

function Told({ all }: { all: readonly SubscriberStatus[] | undefined }): JSX.Element | null {
  if (all === undefined) return null;
  if (all.length === 0)
    return (
      <p>
        Nobody. The secret <code>SUBSCRIBERS</code> names programs that are told what happens, such as Slack.
      </p>
    );
  return (
    <ul class="news-list subscribers" aria-label="Who is told">
      {all.map((each) => (
        <Subscriber key={each.subscriber} {...each} />
      ))}
    </ul>
  );
}

function Subscriber({ subscriber, topics, waiting, deliveredMs, problem }: SubscriberStatus): JSX.Element {
  const outcome = useSignal<string | undefined>(undefined);
  const test = async (): Promise<void> => {
    outcome.value = await testSubscriber(subscriber);
    await askNews();
  };
  return (
    <li data-good={problem === undefined}>
      <span>
        <bdi>{subscriber}</bdi> <span class="quiet">{topics.join(", ")}</span>
      </span>
      <span>{stateWords({ waiting, deliveredMs, problem })}</span>
      <button type="button" class="small" onClick={() => void test()}>
        Send a test
      </button>
      <span role="status" class="quiet">
        {outcome.value}
      </span>
    </li>
  );
}

function stateWords({
  waiting,
  deliveredMs,
  problem,
}: {
  waiting: number;
  deliveredMs: number | undefined;
  problem: string | undefined;
}): string {
  if (problem !== undefined) return `${problem} ${waiting} wait.`;
  if (waiting > 0) return `${waiting} on their way.`;
  return deliveredMs === undefined ? "Nothing was sent yet." : `Told ${ago(deliveredMs)}.`;
}

function ago(atMs: number): string {
  return agoWords(Math.max(0, nowSecond.value - Math.floor(atMs / 1000)));
}
