import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { answersOf } from "../../setup/answers-under-test.ts";
import { readAnswers } from "../../setup/answers.ts";
import { StationFolder } from "../../setup/station-folder.ts";
import { writeAddresses } from "./address-file.ts";
import { deployedPatient } from "./deployed-patient.ts";
import { localPatient } from "./local-patient.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nonstop-doctor-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

it("knows the station that setup has prepared, and all of its secrets", () => {
  expect(deployedPatient(folder)).toMatchObject({
    kind: "none",
    message: expect.stringContaining("run setup first") as string,
  });
  const read = readAnswers(answersOf());
  if (read.kind !== "answers") throw new Error("wrong answers");
  const kept = new StationFolder(folder);
  kept.keepAnswers(read.answers);
  kept.keepSecrets({
    PRODUCER_TOKEN: "producer",
    CONTENTFUL_WEBHOOK_SECRET: "hook",
    CONTENTFUL_CDA_TOKEN: "cda",
  });
  const found = deployedPatient(folder);
  if (found.kind !== "patient") throw new Error(found.message);
  expect(found.patient).toMatchObject({
    kind: "deployed",
    site: `https://${read.answers.station.host}`,
    ingest: `https://${read.answers.station.ingestHost}`,
    producerToken: "producer",
    contentful: { webhookSecret: "hook", deliveryToken: "cda" },
  });
  const elsewhere = deployedPatient(folder, "http://127.0.0.1:8787");
  expect(elsewhere).toMatchObject({
    patient: {
      kind: "local",
      site: "http://127.0.0.1:8787",
      publicSite: found.patient.site,
      hasAccess: false,
    },
  });
  expect(found.secrets).toEqual(expect.arrayContaining(["producer", "hook", read.answers.zoom.clientSecret]));
});

it("knows the station that dev runs here", () => {
  expect(localPatient(folder)).toMatchObject({ kind: "none" });
  const at = (port: number): string => `http://127.0.0.1:${port}`;
  writeAddresses(folder, { worker: at(1), ingest: at(2), contentful: at(3), zoom: at(4) });
  expect(localPatient(folder)).toMatchObject({
    kind: "patient",
    patient: { kind: "local", site: at(1), contentful: { deliveryHost: "127.0.0.1:3", insecure: true } },
  });
});

it("says that a folder is no station's when its files are rubbish", () => {
  for (const name of ["station.json", "addresses.json"]) writeFileSync(join(folder, name), "{");
  expect([deployedPatient(folder).kind, localPatient(folder).kind]).toEqual(["none", "none"]);
});
