import { createRemoteJWKSet, jwtVerify, type JWTVerifyGetKey } from "jose";

const keySets = new Map<string, JWTVerifyGetKey>();

/** Whether a Cloudflare Access token was issued by this team for this application and is still valid. */
export async function isAccessToken(
  token: string,
  access: { teamDomain: string; audience: string },
): Promise<boolean> {
  const issuer = access.teamDomain.startsWith("https://")
    ? access.teamDomain
    : `https://${access.teamDomain}`;
  const keys = keySets.get(issuer) ?? createRemoteJWKSet(new URL("/cdn-cgi/access/certs", issuer));
  keySets.set(issuer, keys);
  try {
    await jwtVerify(token, keys, { issuer, audience: access.audience, algorithms: ["RS256"] });
    return true;
  } catch {
    return false;
  }
}
