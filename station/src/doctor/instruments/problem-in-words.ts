const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: "has no address: the name does not resolve",
  EAI_AGAIN: "has no address: the name cannot be looked up now",
  ECONNREFUSED: "refuses the connection",
  ECONNRESET: "ends the connection",
  ETIMEDOUT: "does not answer",
  EHOSTUNREACH: "cannot be reached from here",
  ENETUNREACH: "cannot be reached from here",
  EPROTO: "does not speak TLS there",
  CERT_HAS_EXPIRED: "shows a certificate that has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "shows a certificate that it signed itself",
  SELF_SIGNED_CERT_IN_CHAIN: "shows a certificate that no known authority signed",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "shows a certificate without the chain to its authority",
  ERR_TLS_CERT_ALTNAME_INVALID: "shows a certificate for another name",
};

/** Why something could not be reached, to follow its name: "refuses the connection". */
export function problemInWords(error: unknown): string {
  const causes = error instanceof AggregateError ? [error, ...error.errors] : [error];
  const codes = causes.flatMap((one: unknown) =>
    typeof one === "object" && one !== null && "code" in one && typeof one.code === "string"
      ? [one.code]
      : [],
  );
  const known = codes.find((code) => Object.hasOwn(WORDS, code));
  if (known !== undefined) return WORDS[known] ?? known;
  if (codes[0]?.startsWith("HPE_") === true) return "does not speak HTTP there";
  return `cannot be reached (${codes[0] ?? (error instanceof Error ? error.name : "unknown")})`;
}
