import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { readAddresses } from "../doctor/patients/address-file.ts";
import { StationFolder } from "../setup/station-folder.ts";

/** Where a station's doors are, and what opens those for operators. */
export type StationDoor = { url: string; operatorToken: string };

/** Which station is meant, as a command's words and environment say it. */
export type WhichStation = {
  /** An address, e.g. `https://tv.example.com`. */
  url?: string | undefined;
  /** The folder of setup. */
  folder: string;
  /** The state folder of a `dev` that runs here. */
  dev?: string | undefined;
  /** `OPERATOR_TOKEN` of the environment. */
  operatorToken?: string | undefined;
};

const DevSecrets = z.looseObject({ OPERATOR_TOKEN: z.string().min(1) });

/** Finds a station's address and token, or says what is missing and how to give it. */
export function whichStation(
  repository: string,
  o: WhichStation,
): { kind: "station"; door: StationDoor } | { kind: "unknown"; message: string } {
  if (o.dev !== undefined) {
    const stateDir = resolve(repository, o.dev);
    const file = join(stateDir, "secrets.json");
    const secrets = existsSync(file)
      ? DevSecrets.safeParse(JSON.parse(readFileSync(file, "utf8"))).data
      : undefined;
    const url = o.url ?? readAddresses(stateDir)?.worker;
    if (secrets === undefined || url === undefined)
      return { kind: "unknown", message: `--dev: no station of this machine keeps its state in ${o.dev}.` };
    return { kind: "station", door: { url, operatorToken: secrets.OPERATOR_TOKEN } };
  }
  const folder = new StationFolder(resolve(repository, o.folder));
  const host = folder.answers["station"]?.["host"];
  const url = o.url ?? (typeof host === "string" ? `https://${host}` : undefined);
  const operatorToken = o.operatorToken ?? folder.secrets["OPERATOR_TOKEN"];
  if (url === undefined)
    return {
      kind: "unknown",
      message: "Which station? Run pnpm setup first, or say --url https://tv.example.com.",
    };
  if (operatorToken === undefined)
    return {
      kind: "unknown",
      message: "No token: set OPERATOR_TOKEN in the environment, as the Worker has it, or run pnpm setup.",
    };
  return { kind: "station", door: { url: url.replace(/\/+$/, ""), operatorToken } };
}
