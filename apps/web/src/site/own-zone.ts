/** The IANA zone of whoever looks at the page. */
export const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
