/** The settings that an archive tells, so that one sees where it came from. None of them is a secret. */
const ARCHIVED_SETTINGS = [
  "CHANNEL",
  "REGION",
  "HOUSE_FORMAT",
  "STATION_TIMEZONE",
  "STATION_TERRITORY",
  "UPSTREAM_DELAY_SECONDS",
  "PRE_ROLL_SECONDS",
  "OVERRUN_SECONDS",
  "PUBLIC_URL",
  "RTMP_URL",
  "INGEST_URL",
  "CONTENTFUL_SPACE",
  "CONTENTFUL_ENVIRONMENT",
  "ZOOM_ACCOUNT_ID",
  "ZOOM_HOST_USER",
  "STREAM_ACCOUNT_ID",
  "STREAM_TAG",
] as const;

type ArchivedSettings = Readonly<Record<string, string>>;

/** What must be the same where an archive is put back, or else: what that means. */
const CONSEQUENCES: Readonly<Partial<Record<(typeof ARCHIVED_SETTINGS)[number], string>>> = {
  CHANNEL: "What aired is known under the name of the channel it is put back to.",
  HOUSE_FORMAT: "Pieces of the library are in the other format, and are not aired. Put them in anew.",
  CONTENTFUL_SPACE: "Events of the other space are withdrawn when the schedules are compared.",
  CONTENTFUL_ENVIRONMENT: "Events of the other environment are withdrawn when the schedules are compared.",
  ZOOM_ACCOUNT_ID: "Meetings of the other account cannot be read. They are made anew here.",
  PUBLIC_URL: "Turn the other station off, or both of them write to the same meetings and entries.",
};

/** The settings as an archive tells them. */
export function archivedSettings(raw: Readonly<Record<string, unknown>>): ArchivedSettings {
  return Object.fromEntries(
    ARCHIVED_SETTINGS.flatMap((name) => {
      const value = raw[name];
      return typeof value === "string" && value !== "" ? [[name, value]] : [];
    }),
  );
}

/** What is different here, in sentences. Pure. */
export function settingNotes(archived: ArchivedSettings, here: ArchivedSettings): string[] {
  return Object.entries(CONSEQUENCES).flatMap(([name, consequence]) => {
    const [was = "empty", is = "empty"] = [archived[name], here[name]];
    return was === is ? [] : [`${name} was ${was}, and is ${is} here. ${consequence}`];
  });
}
