import {
  choice,
  COUNTRY,
  DAY,
  linksTo,
  linkTo,
  longText,
  picture,
  shortText,
  shortTexts,
  slug,
  STATION_NAME,
  TIME_WITHIN,
  wholeNumber,
  yesOrNo,
  type ModelField,
} from "./field.ts";

const RIGHTS = "such as 2027-03-02. Empty: no limit.";

/** A span of something longer: what was best in a show. */
const SEGMENT: readonly ModelField[] = [
  linkTo(
    "ofEvent",
    "Part of the event",
    "event",
    "For a favourite segment of a show that aired: that show. The station makes the piece.",
  ),
  shortText("ofAsset", "Part of the piece", "Or a segment of this piece of the library: its name there.", {
    validations: [STATION_NAME],
  }),
  shortText("markIn", "From", "Where the segment begins, counted from the start: 0:12:30.", {
    validations: [TIME_WITHIN],
  }),
  shortText("markOut", "To", "Where it ends, counted from the start: 0:15:00.", {
    validations: [TIME_WITHIN],
  }),
];

/** The fields of a recording, in the order in which people fill them in. */
export const RECORDING_FIELDS: readonly ModelField[] = [
  shortText("title", "Title", "What you call it.", { required: true }),
  shortText("asset", "Library asset", "Its name in the library.", {
    required: true,
    validations: [STATION_NAME],
  }),
  wholeNumber("durationSeconds", "Duration in seconds", { min: 1 }, "How long it is."),
  longText("summary", "Summary", "What it is about, for viewers.", {
    validations: [{ size: { max: 2000 } }],
  }),
  linksTo("people", "People", { contentType: "person", most: 10 }, "Who is seen in it."),
  picture("poster", "Poster", "The picture that stands for it."),
  shortTexts(
    "tags",
    "Tags",
    { most: 50 },
    "Words by which collections and you find it. The station knows some: ident, bumper-in, bumper-out, promo, rerun.",
  ),
  yesOrNo("filler", "Filler", "Whether the station may fill gaps with it. Empty is no."),
  yesOrNo("favourite", "Favourite", "Whether it stands on the public shelf of favourites. Empty is no."),
  shortText("rightsFrom", "May air from", `The first day on which it may air, ${RIGHTS}`, {
    validations: [DAY],
  }),
  shortText("rightsTo", "May air until", `The last day on which it may air, ${RIGHTS}`, {
    validations: [DAY],
  }),
  shortTexts(
    "territories",
    "Countries",
    { most: 250, of: [COUNTRY] },
    "Where it may be seen, as codes of two letters such as PT. Empty: everywhere.",
  ),
  shortTexts(
    "breaks",
    "Break points",
    { most: 100, of: [TIME_WITHIN] },
    "Where it may be interrupted, counted from its start: 12:30, or 1:02:30.",
  ),
  ...SEGMENT,
];

/** The fields of a collection, in the order in which people fill them in. */
export const COLLECTION_FIELDS: readonly ModelField[] = [
  shortText("title", "Title", "What you call it.", { required: true }),
  slug("slug", "Slug", "title", "Its name in addresses."),
  longText("description", "Description", "What is in it.", { validations: [{ size: { max: 2000 } }] }),
  choice(
    "order",
    "Order",
    ["in-order", "shuffled", "newest-first"],
    "in-order: as they stand here, going on where it left off. shuffled: each once before any comes twice. newest-first: the newest that has not aired. Empty is in-order.",
  ),
  linksTo("pieces", "Pieces", { contentType: "recording", most: 500 }, "What airs, in this order."),
  shortTexts(
    "tags",
    "Tags",
    { most: 20 },
    "Pieces of the library that have one of these are in it as well, behind the others.",
  ),
  wholeNumber(
    "noRepeatHours",
    "No repeat within hours",
    { min: 0, max: 8760 },
    "For so many hours no piece of it airs twice. Empty: as soon as its order comes round.",
  ),
];
