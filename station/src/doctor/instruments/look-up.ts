import { lookup } from "node:dns/promises";

/** All addresses of a name, as programs of this machine find them. */
export async function lookUp(name: string): Promise<readonly string[]> {
  const found = await lookup(name, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
}
