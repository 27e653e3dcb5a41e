import { createRemoteJWKSet, jwtVerify, type JWTVerifyGetKey } from "jose";

const keySets = new Map<string, JWTVerifyGetKey>();

/**
 * Whom a Cloudflare Access token names: a person's address, or a service token's name. Undefined unless this team issued
 * it for this application and it is still valid.
 */
export async function accessIdentity(
  token: string,
  access: { teamDomain: string; audience: string },
): Promise<string | undefined> {
  const issuer = access.teamDomain.startsWith("https://")
    ? access.teamDomain
    : `https://${access.teamDomain}`;
  const keys = keySets.get(issuer) ?? createRemoteJWKSet(new URL("/cdn-cgi/access/certs", issuer));
  keySets.set(issuer, keys);
  try {
    const verified = await jwtVerify(token, keys, {
      issuer,
      audience: access.audience,
      algorithms: ["RS256"],
    });
    const { email, common_name: service, sub } = verified.payload;
    return [email, service, sub].find(isName) ?? "access";
  } catch {
    return undefined;
  }
}

function isName(claim: unknown): claim is string {
  return typeof claim === "string" && claim !== "";
}
