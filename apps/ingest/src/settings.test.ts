import { describe, expect, it } from "vitest";
import { readSettings } from "./settings.ts";

const whole = {
  ORIGIN_TOKEN: "origin-token",
  INGEST_TOKEN: "ingest-token",
  STREAM_KEY_SECRET: "stream-key-secret",
  STATE_DIR: "state",
};

describe("readSettings", () => {
  it("has a default for all but the secrets and the folder", () => {
    const read = readSettings({ ...whole, FFMPEG: "tools/ffmpeg" });
    expect(read).toMatchObject({
      kind: "settings",
      settings: {
        port: 8935,
        rtmpPort: 1935,
        bind: "127.0.0.1",
        ffprobe: "tools/ffprobe",
        format: { name: "720p" },
      },
    });
  });

  it.each(["ORIGIN_TOKEN", "INGEST_TOKEN", "STREAM_KEY_SECRET", "STATE_DIR"])(
    "names %s when it is absent",
    (name) => {
      const read = readSettings({ ...whole, [name]: undefined });
      expect(read).toMatchObject({ kind: "wrong", sentences: [expect.stringContaining(name)] });
    },
  );

  it("never repeats a value", () => {
    const read = readSettings({ ...whole, INGEST_TOKEN: "s3cr3t" });
    expect(JSON.stringify(read)).toContain("INGEST_TOKEN");
    expect(JSON.stringify(read)).not.toContain("s3cr3t");
  });
});
