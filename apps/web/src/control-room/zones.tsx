import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { nowSecond } from "../feed/clock.ts";
import { askGuide } from "../feed/station-feed.ts";
import { ownZone } from "../site/own-zone.ts";
import { clockLabel, zoneLabel } from "../time/zone-day.ts";

/**
 * Whose clock the desk shows, and beneath it the station's time where that is another: warnings and entries tell their times by the
 * station's clock.
 */
export function Zones(): JSX.Element {
  const station = useSignal(ownZone);
  useEffect(() => {
    const now = nowSecond.peek();
    void askGuide(now, now + 60).then((answer) => {
      if (answer.kind === "ok") station.value = answer.value.stationTimezone;
    });
  }, []);
  const now = nowSecond.value;
  const there = clockLabel(now, station.value);
  return (
    <span class="quiet zone">
      {zoneLabel(ownZone, now)}
      {there !== clockLabel(now, ownZone) && <small>Warnings: station time, {there}</small>}
    </span>
  );
}
