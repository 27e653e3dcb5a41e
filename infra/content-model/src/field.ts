/** A validation in the words of Contentful's management API. */
export type Validation = {
  in?: string[];
  range?: { min?: number; max?: number };
  size?: { min?: number; max?: number };
  regexp?: { pattern: string; flags?: string };
  unique?: true;
  linkContentType?: string[];
  linkMimetypeGroup?: "image"[];
  message?: string;
};

type Shape = {
  type: "Symbol" | "Text" | "Integer" | "Date" | "Boolean" | "Link" | "Array";
  linkType?: "Entry" | "Asset";
  validations?: Validation[];
};

/** How the field stands in the editor: the widget, its settings, and `help` in plain words below the field. */
export type Control = {
  widget:
    | "assetLinkEditor"
    | "boolean"
    | "datePicker"
    | "dropdown"
    | "entryLinkEditor"
    | "entryLinksEditor"
    | "multipleLine"
    | "numberEditor"
    | "singleLine"
    | "slugEditor"
    | "tagEditor";
  help: string;
  settings?: Readonly<Record<string, string>>;
};

/** A field of a content type, in the shape of the management API, with its place in the editor beside it. */
export type ModelField = {
  id: string;
  name: string;
  control: Control;
  items?: Shape;
  required: boolean;
  /** The delivery API never shows it. */
  omitted: boolean;
  /** An earlier model had it as required: it may be empty now. */
  wasRequired?: true;
  /** The station does not read it: where a team has one of another type, that is as good. */
  isTeams?: true;
} & Shape;

type More = Partial<Pick<ModelField, "required" | "omitted" | "validations" | "wasRequired" | "isTeams">>;

/** What the help of a time zone says first. */
export const TIMEZONE = "A name such as Europe/Lisbon.";

const EMAIL: Validation = {
  regexp: { pattern: "^[^\\s@;,<>]+@[^\\s@;,<>]+\\.[^\\s@;,<>]+$" },
  message: "Write one mail address, such as ada@example.com.",
};

const field = (
  id: string,
  name: string,
  shape: Shape,
  control: Control,
  { required = false, omitted = false, validations, ...marks }: More = {},
): ModelField => ({
  id,
  name,
  ...shape,
  validations: validations ?? shape.validations ?? [],
  control,
  required,
  omitted,
  ...marks,
});

export const shortText = (id: string, name: string, help: string, more: More = {}): ModelField =>
  field(id, name, { type: "Symbol" }, { widget: "singleLine", help }, more);

export const longText = (id: string, name: string, help: string, more: More = {}): ModelField =>
  field(id, name, { type: "Text" }, { widget: "multipleLine", help }, more);

/** One of a few words. */
export const choice = (id: string, name: string, choices: string[], help: string): ModelField =>
  field(id, name, { type: "Symbol", validations: [{ in: choices }] }, { widget: "dropdown", help });

export const wholeNumber = (
  id: string,
  name: string,
  range: { min: number; max?: number },
  help: string,
): ModelField =>
  field(id, name, { type: "Integer", validations: [{ range }] }, { widget: "numberEditor", help });

/** A moment, written as wall time with an offset. */
export const moment = (id: string, name: string, help: string, more: More = {}): ModelField =>
  field(
    id,
    name,
    { type: "Date" },
    { widget: "datePicker", help, settings: { format: "timeZ", ampm: "24" } },
    more,
  );

export const yesOrNo = (id: string, name: string, help: string): ModelField =>
  field(
    id,
    name,
    { type: "Boolean" },
    { widget: "boolean", help, settings: { trueLabel: "Yes", falseLabel: "No" } },
  );

export const linkTo = (id: string, name: string, contentType: string, help: string): ModelField =>
  field(
    id,
    name,
    { type: "Link", linkType: "Entry", validations: [{ linkContentType: [contentType] }] },
    { widget: "entryLinkEditor", help },
  );

export const linksTo = (
  id: string,
  name: string,
  o: { contentType: string; most: number },
  help: string,
): ModelField => ({
  ...field(
    id,
    name,
    { type: "Array", validations: [{ size: { max: o.most } }] },
    { widget: "entryLinksEditor", help },
  ),
  items: { type: "Link", linkType: "Entry", validations: [{ linkContentType: [o.contentType] }] },
});

export const picture = (id: string, name: string, help: string): ModelField =>
  field(
    id,
    name,
    { type: "Link", linkType: "Asset", validations: [{ linkMimetypeGroup: ["image"] }] },
    { widget: "assetLinkEditor", help },
    { isTeams: true },
  );

/** A list of short texts. `of`: what each of them must be. */
export const shortTexts = (
  id: string,
  name: string,
  o: { most: number; of?: Validation[] },
  help: string,
): ModelField => ({
  ...field(
    id,
    name,
    { type: "Array", validations: [{ size: { max: o.most } }] },
    { widget: "tagEditor", help },
  ),
  items: { type: "Symbol", validations: o.of ?? [] },
});

/** A mail address of a person. It is never delivered. */
export const mailAddress = (id: string, name: string, help: string): ModelField =>
  shortText(id, name, help, { omitted: true, validations: [EMAIL] });

/** Mail addresses of people. They are never delivered. */
export const mailAddresses = (id: string, name: string, most: number, help: string): ModelField => ({
  ...field(
    id,
    name,
    { type: "Array", validations: [{ size: { max: most } }] },
    { widget: "tagEditor", help },
    { omitted: true },
  ),
  items: { type: "Symbol", validations: [EMAIL] },
});

/** An address that Contentful makes of the entry's name while it is not published. */
export const slug = (id: string, name: string, from: string, help: string, more: More = {}): ModelField =>
  field(
    id,
    name,
    { type: "Symbol", validations: SLUG },
    { widget: "slugEditor", help, settings: { trackingFieldId: from } },
    more,
  );

export const SLUG: Validation[] = [{ unique: true }, { regexp: { pattern: "^[a-z0-9-]+$" } }];
/** A name of the station's own rooms and pieces. */
export const STATION_NAME: Validation = { regexp: { pattern: "^[a-z0-9][a-z0-9-]{0,62}$" } };
/** A day of the calendar, without a time of day and without a zone. */
export const DAY: Validation = {
  regexp: { pattern: "^\\d{4}-\\d\\d-\\d\\d$" },
  message: "Write a day, such as 2027-03-02.",
};
/** A time on the clocks of a place, whose zone another field names. */
export const WALL_TIME: Validation = {
  regexp: { pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?$" },
  message: "Write a day and a time, such as 2027-03-02T18:00.",
};
export const DAY_OR_WALL_TIME: Validation = {
  regexp: { pattern: "^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d)?)?$" },
  message: "Write a day, such as 2027-03-02, or a day and a time, such as 2027-03-02T18:00.",
};
export const WHOLE_HOURS: Validation = {
  regexp: { pattern: "^[1-9]\\d{0,2}$" },
  message: "Write whole hours, such as 8.",
};
/** A time within a recording or an airing. */
export const TIME_WITHIN: Validation = {
  regexp: { pattern: "^(\\d{1,2}:)?\\d{1,2}:\\d\\d$" },
  message: "Write minutes and seconds, such as 12:30, or hours too, such as 1:02:30.",
};
export const COUNTRY: Validation = {
  regexp: { pattern: "^[A-Z]{2}$" },
  message: "Write the two capital letters of a country, such as PT.",
};
