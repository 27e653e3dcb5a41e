import type { JSX } from "preact";
import { nowSecond } from "../feed/clock.ts";
import { chooseZone, stationZone, viewerZone, zoneChoice, type ZoneChoice } from "../feed/zone.ts";
import { zoneLabel } from "../time/zone-day.ts";

/** Names the zone in which times are shown and lets one choose another: the viewer's, the station's, UTC. */
export function ZoneSwitch(): JSX.Element {
  const all: { choice: ZoneChoice; who: string; zone: string }[] = [
    { choice: "viewer", who: "Your time", zone: viewerZone },
    { choice: "station", who: "Station time", zone: stationZone.value },
    { choice: "utc", who: "UTC", zone: "UTC" },
  ];
  return (
    <fieldset class="zones">
      <legend class="unseen">Time zone</legend>
      {all.map(({ choice, who, zone }) => (
        <label key={choice}>
          <input
            type="radio"
            name="zone"
            checked={zoneChoice.value === choice}
            onChange={() => chooseZone(choice)}
          />
          <span>
            {who}
            {choice !== "utc" && <small>{zoneLabel(zone, nowSecond.value)}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
