import { EVENT_FIELDS } from "./event-type.ts";
import {
  longText,
  mailAddress,
  picture,
  shortText,
  slug,
  STATION_NAME,
  TIMEZONE,
  wholeNumber,
  type ModelField,
} from "./field.ts";
import { COLLECTION_FIELDS, RECORDING_FIELDS } from "./library-types.ts";
import { PROGRAMMING_FIELDS } from "./programming-type.ts";
import { SHOW_FIELDS } from "./show-type.ts";

export type ModelType = {
  id: string;
  name: string;
  description: string;
  displayField: string;
  fields: readonly ModelField[];
};

/** What the station needs of a Contentful space. Fields are not localised. */
export const CONTENT_MODEL: readonly ModelType[] = [
  {
    id: "event",
    name: "Event",
    description: "One programme at one time.",
    displayField: "title",
    fields: EVENT_FIELDS,
  },
  {
    id: "show",
    name: "Show",
    description: "A series. Its events take from it what they leave empty.",
    displayField: "title",
    fields: SHOW_FIELDS,
  },
  {
    id: "person",
    name: "Person",
    description: "Somebody who is seen.",
    displayField: "name",
    fields: [
      shortText("name", "Name", "As viewers read it.", { required: true }),
      slug("slug", "Slug", "name", "Their name in addresses."),
      shortText("role", "Role", "What they are, in a few words."),
      longText("bio", "Biography", "Who they are.", { isTeams: true }),
      picture("photo", "Photo", "A portrait."),
      mailAddress("email", "Mail address", "Where their invites go. Viewers never see it."),
      shortText(
        "timezone",
        "Time zone",
        `${TIMEZONE} Their invites tell the time there. Viewers never see it.`,
        {
          omitted: true,
        },
      ),
    ],
  },
  {
    id: "studio",
    name: "Studio",
    description: "Who holds meetings: one host of Zoom.",
    displayField: "name",
    fields: [
      shortText("name", "Name", "What you call it.", { required: true }),
      // This field is delivered, unlike those that the station writes. The station reads it there, and it is not a secret.
      shortText(
        "zoomHostUser",
        "Zoom host",
        "The host's mail address in Zoom. Empty is the station's own host.",
      ),
      wholeNumber(
        "meetingsAtOnce",
        "Meetings at once",
        { min: 1, max: 2 },
        "1 when empty. 2 where the host's Zoom plan allows it.",
      ),
    ],
  },
  {
    id: "encoder",
    name: "Encoder",
    description: "A room that lasts, with a stream key of its own.",
    displayField: "name",
    fields: [
      shortText("name", "Name", "What you call it.", { required: true }),
      slug("slug", "Slug", "name", "The name of its room: lower-case letters, digits and hyphens.", {
        required: true,
        validations: [{ unique: true }, STATION_NAME],
      }),
    ],
  },
  {
    id: "recording",
    name: "Recording",
    description: "A piece of the library.",
    displayField: "title",
    fields: RECORDING_FIELDS,
  },
  {
    id: "collection",
    name: "Collection",
    description: "Pieces of the library that air as a block.",
    displayField: "title",
    fields: COLLECTION_FIELDS,
  },
  {
    id: "programming",
    name: "Programming",
    description: "How the station fills the time between programmes.",
    displayField: "title",
    fields: PROGRAMMING_FIELDS,
  },
];

/** A field as the management API has it, without its place in the editor. */
export function apiField(field: ModelField) {
  const { id, name, type, linkType, items, validations = [], required, omitted } = field;
  const of = { ...(linkType === undefined ? {} : { linkType }), ...(items === undefined ? {} : { items }) };
  return { id, name, type, ...of, validations, required, omitted, localized: false, disabled: false };
}

/** A field's place in the editor, as the management API has it. */
export function apiControl({ id, control }: ModelField) {
  return {
    fieldId: id,
    widgetNamespace: "builtin" as const,
    widgetId: control.widget,
    settings: { helpText: control.help, ...control.settings },
  };
}
