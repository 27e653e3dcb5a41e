/** The space has one locale. */
export const LOCALE = "en-US";

/** `/locales` of both APIs. */
export const LOCALES = {
  sys: { type: "Array" },
  total: 1,
  skip: 0,
  limit: 1000,
  items: [
    {
      code: LOCALE,
      name: "English (United States)",
      default: true,
      fallbackCode: null,
      internal_code: LOCALE,
      contentDeliveryApi: true,
      contentManagementApi: true,
      optional: false,
      sys: { id: "locale-en-us", type: "Locale", version: 1 },
    },
  ],
};
