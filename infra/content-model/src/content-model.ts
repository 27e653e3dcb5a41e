import { EVENT_FIELDS } from "./event-type.ts";
import {
  linksTo,
  linkTo,
  longText,
  mailAddress,
  mailAddresses,
  picture,
  shortText,
  slug,
  STATION_NAME,
  wholeNumber,
  yesOrNo,
  type ModelField,
} from "./field.ts";

export type ModelType = {
  id: string;
  name: string;
  description: string;
  displayField: string;
  fields: readonly ModelField[];
};

const TIMEZONE = "A name such as Europe/Lisbon.";

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
    fields: [
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
      wholeNumber(
        "durationMinutes",
        "Duration in minutes",
        { min: 1, max: 1440 },
        "How long an event lasts that does not say.",
      ),
      shortText("timezone", "Time zone", `${TIMEZONE} Empty is the station's.`),
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
    ],
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
    fields: [
      shortText("title", "Title", "What you call it.", { required: true }),
      shortText("asset", "Library asset", "Its name in the library.", {
        required: true,
        validations: [STATION_NAME],
      }),
      wholeNumber("durationSeconds", "Duration in seconds", { min: 1 }, "How long it is."),
    ],
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
