import { shortTexts, WHOLE_HOURS, yesOrNo, type ModelField } from "./field.ts";

/** What becomes of a programme after it aired: fields of an event, and of a show for its events. */
export const AFTERWARDS: readonly ModelField[] = [
  shortTexts(
    "airsAgainAfterHours",
    "Airs again after hours",
    { most: 10, of: [WHOLE_HOURS] },
    "Whole hours from its start to each rerun, such as 8 and 16. What never aired is not aired again.",
  ),
  yesOrNo(
    "rerunPool",
    "Into the rerun pool",
    "Whether what aired may air again where the station fills a gap. Empty is no.",
  ),
  yesOrNo(
    "useZoomRecording",
    "Use Zoom's recording",
    "Whether Zoom's own recording takes the place of what aired once it is there. Empty is no.",
  ),
];
