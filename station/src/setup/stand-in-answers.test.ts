import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { DEMO_SECRETS } from "../secrets.ts";
import { readAnswers } from "./answers.ts";
import { writeStandInAnswers } from "./stand-in-answers.ts";
import { StationFolder } from "./station-folder.ts";

it("leaves whole answers for the stand-ins, and keeps what a rehearsal of setup made", () => {
  const stateDir = mkdtempSync(join(tmpdir(), "nonstop-stand-in-answers-"));
  try {
    const folder = join(stateDir, "setup");
    const at = {
      contentful: "http://127.0.0.1:1990",
      zoom: "http://127.0.0.1:1991",
      stream: "http://127.0.0.1:1992",
      smtpPort: 1025,
    };
    writeStandInAnswers(stateDir, DEMO_SECRETS, at);
    new StationFolder(folder).keepSecrets({ PRODUCER_TOKEN: "made" });
    writeStandInAnswers(stateDir, DEMO_SECRETS, at);
    const read = readAnswers(JSON.parse(readFileSync(join(folder, "answers.json"), "utf8")));
    expect(read).toMatchObject({
      kind: "answers",
      answers: {
        contentful: { host: "127.0.0.1:1990", insecure: true },
        zoom: { apiUrl: "http://127.0.0.1:1991/v2" },
        cloudflare: { apiUrl: "http://127.0.0.1:1992/client/v4" },
        mail: { port: 1025 },
      },
    });
    expect(new StationFolder(folder).secrets).toEqual({
      CONTENTFUL_WEBHOOK_SECRET: DEMO_SECRETS.CONTENTFUL_WEBHOOK_SECRET,
      PRODUCER_TOKEN: "made",
    });
  } finally {
    rmSync(stateDir, { recursive: true });
  }
});
