/** Whether the client of a request takes gzip, by its own name or else by `*`. A weight of 0 means no. */
export function takesGzip(request: Request): boolean {
  // The platform replaces the client's `Accept-Encoding` with its own. It keeps the client's here.
  const told = request.cf?.["clientAcceptEncoding"];
  const accepts = typeof told === "string" ? told : (request.headers.get("accept-encoding") ?? "");
  const codings = accepts.split(",").map((coding) => {
    const [name = "", ...parameters] = coding.split(";").map((text) => text.trim().toLowerCase());
    return { name, refused: parameters.some((text) => /^q=0(?:\.0*)?$/.test(text)) };
  });
  const said = codings.find(({ name }) => name === "gzip") ?? codings.find(({ name }) => name === "*");
  return said !== undefined && !said.refused;
}
