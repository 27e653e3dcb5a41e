import {
  choice,
  linksTo,
  linkTo,
  longText,
  mailAddresses,
  moment,
  shortText,
  SLUG,
  STATION_NAME,
  wholeNumber,
  yesOrNo,
  type ModelField,
} from "./field.ts";
import { AFTERWARDS } from "./afterwards.ts";
import { STATION_FIELDS } from "./station-fields.ts";

const limit = (id: string, name: string, help: string): ModelField =>
  wholeNumber(id, name, { min: 0, max: 3600 }, help);

/** The fields of an event, in the order in which people fill them in. */
export const EVENT_FIELDS: readonly ModelField[] = [
  shortText("title", "Title", "What viewers read. Empty takes the show's.", { wasRequired: true }),
  linkTo("show", "Show", "show", "The series it belongs to. What you leave empty here is taken from there."),
  choice(
    "kind",
    "Kind",
    ["live", "film", "premiere", "replay", "slate", "block"],
    "live: people in a meeting, an encoder or a source. film, premiere, replay: a recording. slate: the station's picture. block: pieces of a collection. Empty, in an event of a show: block if the show has a collection, else live.",
  ),
  moment(
    "startsAt",
    "Starts at",
    "Date, time and the offset of the place where it is held. The field Time zone names that place.",
    { required: true },
  ),
  shortText(
    "timezone",
    "Time zone",
    "A name such as Europe/Lisbon. Empty takes the show's, else the station's.",
  ),
  wholeNumber(
    "durationMinutes",
    "Duration in minutes",
    { min: 1, max: 1440 },
    "How long it lasts. Empty takes Ends at, else the show's.",
  ),
  moment("endsAt", "Ends at", "Instead of a duration. Leave it empty when there is one."),
  linksTo(
    "presenters",
    "Presenters",
    { contentType: "person", most: 10 },
    "Who is seen. Each gets an invite. Empty takes the show's.",
  ),
  longText("summary", "Summary", "What it is about, for the guide. Empty takes the show's description.", {
    validations: [{ size: { max: 2000 } }],
  }),
  linkTo(
    "studio",
    "Studio",
    "studio",
    "Who holds the meeting. Empty takes the show's, else the station's own.",
  ),
  linkTo("encoder", "Encoder", "encoder", "Shown from this lasting encoder instead of a meeting."),
  shortText(
    "source",
    "Source",
    "Pulled from here instead of a meeting: the https address of a live HLS playlist.",
  ),
  linkTo("recording", "Recording", "recording", "What airs, for a film, a premiere or a replay."),
  linkTo(
    "collection",
    "Collection",
    "collection",
    "For a block: what its pieces are taken from. Empty takes the show's.",
  ),
  linkTo("planB", "Plan B", "recording", "What airs when the live picture is not there."),
  yesOrNo(
    "planBFromPool",
    "Plan B from the pool",
    "Whether the station chooses a filler piece as plan B where none is linked. Empty is no.",
  ),
  ...AFTERWARDS,
  mailAddresses(
    "producers",
    "Producers",
    10,
    "Mail addresses of those who may run its meeting, besides the show's. Each needs a licensed Zoom account of your own.",
  ),
  longText("guestNote", "Note to guests", "Guests read it on their page and in their invite.", {
    omitted: true,
    validations: [{ size: { max: 2000 } }],
  }),
  choice(
    "layout",
    "Layout",
    ["speaker", "gallery", "host"],
    "How people are shown. Empty is whoever speaks.",
  ),
  choice(
    "speakerName",
    "Name of the speaker",
    ["hidden", "shown"],
    "Whether Zoom writes the speaker's name into the picture. Empty is hidden.",
  ),
  limit("blackSeconds", "Off air when black for so many seconds", "20 when empty, 0 for never."),
  limit(
    "frozenSeconds",
    "Off air when frozen for so many seconds",
    "Never when empty: a still slide is frozen too.",
  ),
  limit("silentSeconds", "Off air when silent for so many seconds", "Never when empty."),
  shortText("language", "Language", "A code such as en or pt-BR."),
  shortText(
    "channel",
    "Channel",
    "Which channel airs it. Empty is this station's. An event of another channel is not aired here.",
    { validations: [STATION_NAME] },
  ),
  // No slug editor: it would fill in the same slug for two events of one title, and Contentful would refuse the second.
  shortText("slug", "Slug", "The end of its address. Leave it empty: the station makes one.", {
    validations: SLUG,
  }),
  // It is delivered, for by it the station finds an episode's place again. It says nothing that the guide does not.
  shortText(
    "occurrence",
    "Episode of",
    "By this the station knows which episode of its show this is, also when you move it to another time. Leave it as it is.",
  ),
  ...STATION_FIELDS,
];
