/** Zoom's error body: a number, a sentence and, for validation, the fields. */
export function zoomError(
  status: number,
  code: number,
  message: string,
  errors?: readonly { field: string; message: string }[],
  headers: Record<string, string> = {},
): Response {
  return Response.json({ code, message, ...(errors === undefined ? {} : { errors }) }, { status, headers });
}

export const meetingMissing = (id: string): Response =>
  zoomError(404, 3001, `Meeting does not exist: ${id}.`);

export const userMissing = (user: string): Response => zoomError(404, 1001, `User does not exist: ${user}.`);

/** Zoom's refusal of an alternative host. It names one of them, whatever is wrong with that one. */
export const notAlternativeHost = (user: string): Response =>
  zoomError(
    400,
    1114,
    `Unable to assign "${user}" as an alternative host because the user cannot be selected at this time.`,
  );
