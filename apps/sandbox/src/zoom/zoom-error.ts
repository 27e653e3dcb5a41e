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
