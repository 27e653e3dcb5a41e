import type { JSX } from "preact";
import { nowSecond } from "../feed/clock.ts";
import { chooseZone, shownZone, stationZone, type ZoneChoice } from "../feed/zone.ts";
import { ownZone } from "../site/own-zone.ts";
import { zoneLabel } from "../time/zone-day.ts";

/**
 * Names the zone in which times are shown, and offers the viewer's, the station's and UTC. Each zone appears once. Nothing
 * is shown when all three are the same.
 */
export function ZoneSwitch(): JSX.Element | null {
  const nameOf = (zone: string): string => zoneLabel(zone, nowSecond.value);
  const all: { choice: ZoneChoice; who: string; name: string }[] = [
    { choice: "viewer", who: "Your time", name: nameOf(ownZone) },
    { choice: "station", who: "Station time", name: nameOf(stationZone.value) },
    { choice: "utc", who: "UTC", name: "UTC" },
  ];
  const different = all.filter(({ name }, at) => all.findIndex((other) => other.name === name) === at);
  if (different.length === 1) return null;
  return (
    <fieldset class="zones">
      <legend class="unseen">Time zone</legend>
      {different.map(({ choice, who, name }) => (
        <label key={choice}>
          <input
            type="radio"
            name="zone"
            checked={nameOf(shownZone.value) === name}
            onChange={() => chooseZone(choice)}
          />
          <span>
            {who}
            {choice !== "utc" && <small>{name}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
