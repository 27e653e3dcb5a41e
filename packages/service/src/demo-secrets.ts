/** What secrets of the demo in containers begin with: they stand in public files. */
export const DEMO_SECRET_PREFIX = "demo-only-";

/** Whether a secret that everybody knows is given to a real station: one whose edge is reached by TLS. */
export function isDemoSecretAbroad(secret: string, edgeUrl: string | undefined): boolean {
  return secret.startsWith(DEMO_SECRET_PREFIX) && edgeUrl?.startsWith("https:") === true;
}
