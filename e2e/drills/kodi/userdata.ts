import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Kodi's answer door, and that nothing else of it looks for the network. */
const advanced = (port: number): string => `<advancedsettings version="1.0">
  <loglevel>1</loglevel>
  <gui><algorithmdirtyregions>3</algorithmdirtyregions><smartredraw>true</smartredraw></gui>
  <setting id="services.webserver">true</setting>
  <setting id="services.webserverport">${port}</setting>
  <setting id="services.webserverauthentication">false</setting>
  <setting id="services.zeroconf">false</setting>
  <setting id="general.addonupdates">2</setting>
</advancedsettings>
`;

const iptvSimple = (station: string): string => `<settings version="2">
  <setting id="m3uPathType">1</setting>
  <setting id="m3uUrl">${station}/epg/main.m3u</setting>
  <setting id="m3uCache">false</setting>
  <setting id="epgPathType">1</setting>
  <setting id="epgUrl">${station}/epg/main.xml</setting>
  <setting id="epgCache">false</setting>
  <setting id="catchupEnabled">true</setting>
</settings>
`;

/** What somebody has told a new Kodi: the station's channel list and guide, and to catch up. */
export function writeUserdata(home: string, o: { station: string; port: number }): void {
  const userdata = join(home, ".kodi/userdata");
  const addOn = join(userdata, "addon_data/pvr.iptvsimple");
  mkdirSync(addOn, { recursive: true });
  mkdirSync(join(home, "run"), { mode: 0o700 });
  writeFileSync(join(userdata, "advancedsettings.xml"), advanced(o.port));
  // Versions up to 20.6 read the first, later ones the second.
  for (const file of ["settings.xml", "instance-settings-1.xml"])
    writeFileSync(join(addOn, file), iptvSimple(o.station));
}
