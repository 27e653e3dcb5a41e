import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { DEMO_SECRETS } from "../secrets.ts";
import { REPOSITORY } from "../station.ts";

const read = (path: string): string => readFileSync(join(REPOSITORY, path), "utf8");

const Service = z.object({
  profiles: z.array(z.string()).default([]),
  build: z.object({ dockerfile: z.string() }),
  restart: z.string(),
  init: z.boolean(),
  read_only: z.boolean(),
  security_opt: z.array(z.string()),
  cap_drop: z.array(z.string()),
  pids_limit: z.number(),
  mem_limit: z.string(),
  stop_grace_period: z.string(),
  logging: z.object({ options: z.record(z.string(), z.string()) }),
  ports: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()),
  volumes: z.array(z.string()),
  tmpfs: z.array(z.string()),
});
const { services } = z
  .object({ services: z.record(z.string(), Service) })
  .parse(parse(read("docker-compose.yml"), { merge: true }));
const dockerfiles = readdirSync(join(REPOSITORY, "infra")).filter((name) => name.endsWith(".Dockerfile"));

describe("docker-compose.yml", () => {
  it("is the machine of a real station, and the rest of one with the profile of the demo", () => {
    const named = (fits: (profiles: string[]) => boolean): string[] =>
      Object.keys(services).filter((name) => fits(services[name]?.profiles ?? []));
    expect(named((profiles) => profiles.length === 0)).toEqual([
      "ingest",
      "playout",
      "proxy",
      "certificates",
    ]);
    expect(named((profiles) => profiles.includes("sandbox"))).toEqual(["edge", "sandbox"]);
  });

  it.each(Object.entries(services))("contains %s", (name, service) => {
    expect(service).toMatchObject({
      restart: "unless-stopped",
      init: true,
      read_only: true,
      security_opt: ["no-new-privileges:true"],
      cap_drop: ["ALL"],
      mem_limit: expect.stringMatching(/\d+[mg]/),
      logging: { options: { "max-size": "10m", "max-file": "5" } },
    });
    const [own, ...shared] = service.volumes ?? [];
    expect(own).toEqual(expect.stringMatching(/^\w+:\/var\/lib\/nonstop(:ro)?$/));
    // What is laid into it comes into the library.
    expect(shared).toEqual(name === "ingest" ? [expect.stringMatching(/:\/recordings$/)] : []);
    expect(service.tmpfs).toEqual([expect.stringMatching(/^\/tmp:size=\d+m$/)]);
  });

  it("opens no port to the world without an .env", () => {
    const ports = Object.values(services).flatMap((service) => service.ports);
    expect(ports.length).toBeGreaterThan(5);
    for (const port of ports) expect(port).toMatch(/^(127\.0\.0\.1|\$\{\w+:-127\.0\.0\.1\}):/);
  });

  it("gives ingest and playout the demo's secrets where no others are set, and those alone", () => {
    const defaults = (service: string): Record<string, string> =>
      Object.fromEntries(
        Object.values(services[service]?.environment ?? {}).flatMap((value) => {
          const [, name, secret] = /^\$\{(\w+):-(demo-only-.*)\}$/.exec(value) ?? [];
          return name === undefined || secret === undefined ? [] : [[name, secret]];
        }),
      );
    const { ORIGIN_TOKEN_INGEST, ORIGIN_TOKEN_PLAYOUT, INGEST_TOKEN, STREAM_KEY_SECRET } = DEMO_SECRETS;
    expect(defaults("ingest")).toEqual({ ORIGIN_TOKEN_INGEST, INGEST_TOKEN, STREAM_KEY_SECRET });
    expect(defaults("playout")).toEqual({ ORIGIN_TOKEN_PLAYOUT, INGEST_TOKEN });
  });
});

describe("images", () => {
  const { catalog } = z
    .object({ catalog: z.record(z.string(), z.coerce.string()) })
    .parse(parse(read("pnpm-workspace.yaml")));

  it.each(dockerfiles)(
    "%s stands on the Node that everything here runs on, and ends as nobody's root",
    (name) => {
      const lines = read(`infra/${name}`).split("\n");
      const bases = lines.filter((line) => line.startsWith("FROM node:"));
      expect(bases.length).toBeGreaterThan(0);
      for (const base of bases) expect(base).toMatch(`FROM node:${catalog["node"]}-bookworm-slim`);
      expect(lines.findLast((line) => line.startsWith("USER "))).toBe("USER node");
      expect(lines.some((line) => line.startsWith("HEALTHCHECK "))).toBe(true);
    },
  );

  it("are those that the services are built from", () => {
    const used = new Set(Object.values(services).map((service) => service.build.dockerfile));
    expect([...used].toSorted()).toEqual(dockerfiles.map((name) => `infra/${name}`).toSorted());
  });
});
