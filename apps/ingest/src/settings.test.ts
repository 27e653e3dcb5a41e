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
        httpBind: "127.0.0.1",
        ffprobe: "tools/ffprobe",
        format: { name: "720p" },
      },
    });
  });

  it("has an entrance for proxies only where it is told to, and lets in those it is told of", () => {
    expect(readSettings(whole)).toMatchObject({ settings: { rtmpProxy: undefined } });
    expect(readSettings({ ...whole, RTMP_PROXY_PORT: "" })).toMatchObject({
      settings: { rtmpProxy: undefined },
    });
    const told = { ...whole, RTMP_PROXY_PORT: "1937", RTMP_PROXY_FROM: "proxy, 10.0.0.5" };
    expect(readSettings(told)).toMatchObject({
      settings: { rtmpProxy: { port: 1937, from: ["proxy", "10.0.0.5"] } },
    });
  });

  it.each(["ORIGIN_TOKEN", "INGEST_TOKEN", "STREAM_KEY_SECRET", "STATE_DIR"])(
    "names %s when it is absent",
    (name) => {
      const read = readSettings({ ...whole, [name]: undefined });
      expect(read).toMatchObject({ kind: "wrong", sentences: [expect.stringContaining(name)] });
    },
  );

  it.each([
    ["HTTP_BIND", "0.0.0.0"],
    ["HTTP_BIND", "192.168.1.5"],
    ["HTTP_BIND", "::"],
    ["EDGE_URL", "http://tv.example.com"],
    ["EDGE_URL", "http://10.0.0.5:8787"],
  ])("lets no HTTP without TLS leave this machine unless told so: %s %s", (name, value) => {
    const wrong = readSettings({ ...whole, [name]: value });
    expect(wrong).toMatchObject({
      kind: "wrong",
      sentences: [expect.stringMatching(`${name}.*PLAIN_HTTP=1`)],
    });
    expect(readSettings({ ...whole, [name]: value, PLAIN_HTTP: "1" }).kind).toBe("settings");
  });

  it.each([
    ["BIND", "0.0.0.0"],
    ["HTTP_BIND", "127.0.0.2"],
    ["HTTP_BIND", "::1"],
    ["EDGE_URL", "http://localhost:8787"],
    ["EDGE_URL", "http://[::1]:8787"],
    ["EDGE_URL", "https://tv.example.com"],
  ])("takes RTMP anywhere, and HTTP on this machine or over TLS: %s %s", (name, value) => {
    expect(readSettings({ ...whole, [name]: value }).kind).toBe("settings");
  });

  it("never repeats a value", () => {
    const read = readSettings({ ...whole, INGEST_TOKEN: "s3cr3t" });
    expect(JSON.stringify(read)).toContain("INGEST_TOKEN");
    expect(JSON.stringify(read)).not.toContain("s3cr3t");
  });

  it.each(["ORIGIN_TOKEN", "INGEST_TOKEN", "STREAM_KEY_SECRET"])(
    "takes the demo's %s with the demo's edge alone",
    (name) => {
      const demo = { ...whole, [name]: "demo-only-secret", PLAIN_HTTP: "1" };
      expect(readSettings({ ...demo, EDGE_URL: "http://edge:8787" }).kind).toBe("settings");
      expect(readSettings({ ...demo, EDGE_URL: "https://tv.example.com" })).toMatchObject({
        kind: "wrong",
        sentences: [expect.stringContaining(name)],
      });
    },
  );
});
