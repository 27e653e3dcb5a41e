import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { DeskPage } from "../control-room/desk-page.tsx";
import { nowSecond } from "../feed/clock.ts";
import { ownZone } from "../site/own-zone.ts";
import { type AskedDays, addressOf, CHOICES, daysFromAddress } from "./asked-days.ts";
import { FindingsList } from "./findings-list.tsx";
import { GuestsTold } from "./guests-told.tsx";
import { type ReadAhead, readAhead } from "./read-ahead.ts";
import { WeekStrip } from "./week-strip.tsx";

/** The coming days, aired in thought: what would go wrong, how the days look, and what guests are told. */
export function ReadThroughPage(): JSX.Element {
  const asked = useSignal(daysFromAddress(location.search, { nowSecond: nowSecond.peek(), zone: ownZone }));
  const outcome = useSignal<ReadAhead>({ kind: "reading" });
  useEffect(() => {
    let isOld = false;
    outcome.value = { kind: "reading" };
    void readAhead(asked.value).then((read) => {
      if (!isOld) outcome.value = read;
    });
    return () => void (isOld = true);
  }, [asked.value]);
  const ask = (days: AskedDays): void => {
    history.replaceState(null, "", addressOf(days));
    asked.value = days;
  };
  return (
    <DeskPage title="Rehearsal">
      <div class="read-through">
        <Choice asked={asked.value} ask={ask} />
        <Outcome outcome={outcome.value} zone={asked.value.zone} />
      </div>
    </DeskPage>
  );
}

function Choice({ asked, ask }: { asked: AskedDays; ask: (days: AskedDays) => void }): JSX.Element {
  return (
    <form
      class="asked-days"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        ask({ ...asked });
      }}
    >
      <label>
        From
        <input
          type="date"
          value={asked.day}
          onChange={({ currentTarget: { value } }) => value !== "" && ask({ ...asked, day: value })}
        />
      </label>
      <label>
        Days
        <select
          value={asked.days}
          onChange={({ currentTarget }) => ask({ ...asked, days: Number(currentTarget.value) })}
        >
          {[...new Set([...CHOICES, asked.days])].map((days) => (
            <option key={days} value={days}>
              {days}
            </option>
          ))}
        </select>
      </label>
      <label>
        Clock of
        <select
          value={asked.zone}
          onChange={({ currentTarget }) => ask({ ...asked, zone: currentTarget.value })}
        >
          {[...new Set([asked.zone, ownZone, ...Intl.supportedValuesOf("timeZone")])].map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="small">
        Rehearse again
      </button>
    </form>
  );
}

function Outcome({ outcome, zone }: { outcome: ReadAhead; zone: string }): JSX.Element {
  if (outcome.kind === "reading") return <p role="status">Reading the days, second by second.</p>;
  if (outcome.kind === "problem")
    return (
      <p role="alert" class="problem">
        {outcome.message}
      </p>
    );
  const { read, facts } = outcome;
  const heavy = read.findings.filter(({ weight }) => weight !== "notice").length;
  return (
    <>
      <p role="status" class="verdict" data-good={heavy === 0}>
        {heavy === 0
          ? "Nothing would go wrong."
          : heavy === 1
            ? "One thing would go wrong."
            : `${heavy} things would go wrong.`}{" "}
        <span class="quiet">
          {read.airings} programmes in {(read.to - read.from) / 3600} hours, each second of them decided.
        </span>
      </p>
      <WeekStrip hours={read.hours} findings={read.findings} zone={zone} />
      <FindingsList findings={read.findings} facts={facts} zone={zone} />
      <GuestsTold guests={read.guests} />
    </>
  );
}
