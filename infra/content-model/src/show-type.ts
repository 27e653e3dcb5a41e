import { AFTERWARDS } from "./afterwards.ts";
import {
  DAY,
  DAY_OR_WALL_TIME,
  linksTo,
  linkTo,
  longText,
  mailAddresses,
  picture,
  shortText,
  shortTexts,
  slug,
  TIMEZONE,
  WALL_TIME,
  wholeNumber,
  yesOrNo,
  type ModelField,
} from "./field.ts";

/** When a show comes: of these its episodes are made. */
const RECURRENCE: readonly ModelField[] = [
  shortText(
    "rule",
    "Repeats",
    "How often it comes, as a calendar says it (RRULE): FREQ=WEEKLY;BYDAY=TU,TH is each Tuesday and Thursday, FREQ=MONTHLY;BYDAY=1MO each first Monday. The station makes its episodes two weeks ahead. Empty: you make its events yourself.",
  ),
  shortText(
    "firstStartsAt",
    "First episode starts at",
    "Day and time on the clocks of the show's time zone, such as 2027-03-02T18:00. All episodes start at this time of day.",
    { validations: [WALL_TIME] },
  ),
  shortTexts(
    "exceptions",
    "Except on",
    { most: 100, of: [DAY_OR_WALL_TIME] },
    "Days that are left out, such as 2027-12-25. Where it comes twice a day, add the time: 2027-12-25T18:00.",
  ),
  shortText("until", "Until", "The last day on which it may come, such as 2027-06-30. Empty: for good.", {
    validations: [DAY],
  }),
];

/** The fields of a show, in the order in which people fill them in. */
export const SHOW_FIELDS: readonly ModelField[] = [
  shortText("title", "Title", "What viewers read where an event has no title of its own.", {
    required: true,
  }),
  slug("slug", "Slug", "title", "Its name in addresses."),
  longText("description", "Description", "What it is about. Events without a summary show this.", {
    validations: [{ size: { max: 2000 } }],
  }),
  picture("art", "Picture", "Shown with its events."),
  linksTo("presenters", "Presenters", { contentType: "person", most: 10 }, "Who usually presents it."),
  linkTo("studio", "Studio", "studio", "Who usually holds its meetings. Empty is the station's own."),
  ...RECURRENCE,
  wholeNumber(
    "durationMinutes",
    "Duration in minutes",
    { min: 1, max: 1440 },
    "How long an event lasts that does not say.",
  ),
  shortText("timezone", "Time zone", `${TIMEZONE} Empty is the station's.`),
  linkTo(
    "collection",
    "Collection",
    "collection",
    "Its episodes are blocks: pieces of this collection, one after the other.",
  ),
  ...AFTERWARDS,
  mailAddresses(
    "producers",
    "Producers",
    10,
    "Mail addresses of those who may run its meetings: mute, spotlight, end. Each needs a licensed Zoom account of your own.",
  ),
  longText(
    "inviteText",
    "Text of invites",
    "Your own words for the invites of its guests, with {{name}}, {{title}}, {{when}}, {{arrive}}, {{link}}, {{guests}}, {{dialIn}}, {{note}}, {{tips}}. Empty is the station's text.",
    { omitted: true },
  ),
  yesOrNo(
    "sendInvites",
    "Send invites by mail",
    "Whether presenters who have a mail address get their invite by mail. Empty is yes.",
  ),
];
