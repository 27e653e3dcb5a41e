import { shortText, shortTexts, wholeNumber, yesOrNo, type ModelField } from "./field.ts";

/** The fields of the one entry that says how the station fills the time between programmes. */
export const PROGRAMMING_FIELDS: readonly ModelField[] = [
  shortText("title", "Title", "What you call it. One entry of this kind is enough.", { required: true }),
  wholeNumber(
    "repeatHours",
    "No repeat within hours",
    { min: 0, max: 168 },
    "For so many hours no piece of the filler pool comes again, as long as there are enough. 3 when empty.",
  ),
  yesOrNo(
    "identsAtTheHour",
    "Idents at the hour",
    "Whether each full hour between programmes begins with a piece tagged ident. Empty is yes.",
  ),
  yesOrNo("rerunsFill", "Reruns fill", "Whether pieces of the rerun pool fill as well. Empty is yes."),
  yesOrNo("promos", "Promos", "Whether the station makes promos of what the guide has next. Empty is yes."),
  wholeNumber(
    "breakSpacingMinutes",
    "Minutes between breaks",
    { min: 1, max: 240 },
    "Breaks within a piece are so far apart at least, and as far from its ends. 8 when empty.",
  ),
  shortTexts(
    "dayParts",
    "Parts of the day",
    {
      most: 24,
      of: [
        {
          regexp: { pattern: "^[A-Za-z0-9-]{1,40} +\\d{1,2}:\\d{2} *- *\\d{1,2}:\\d{2}$" },
          message: "Write a name and its time, such as: morning 06:00-12:00.",
        },
      ],
    },
    "A name and its time by the station's clocks: morning 06:00-12:00. A piece tagged daypart:morning airs as filler in it alone. Empty: morning 06:00-12:00, afternoon 12:00-18:00, evening 18:00-23:00, night 23:00-06:00.",
  ),
];
