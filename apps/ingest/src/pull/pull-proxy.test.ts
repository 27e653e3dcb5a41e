import http from "node:http";
import https from "node:https";
import net from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PullProxy, SOURCE_ADDRESS } from "./pull-proxy.ts";

let inside: http.Server;
let port: number;
let asked: string[];
let answer: http.RequestListener;
let proxies: PullProxy[];

beforeEach(async () => {
  asked = [];
  proxies = [];
  answer = (_request, response) => response.end("secret of this machine");
  inside = http.createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  port = await new Promise((resolve) => {
    inside.listen(0, "127.0.0.1", () => {
      const at = inside.address();
      resolve(at !== null && typeof at === "object" ? at.port : 0);
    });
  });
});
afterEach(() => {
  for (const proxy of proxies) proxy.close();
  inside.closeAllConnections();
  inside.close();
});

async function opened(loopback: boolean, limits = {}): Promise<{ proxy: PullProxy; at: string }> {
  const proxy = new PullProxy({ source: `http://127.0.0.1:${port}/`, loopback, limits });
  proxies.push(proxy);
  return { proxy, at: await proxy.open() };
}

/** Asks the proxy for an absolute address, as ffmpeg does. */
function ask(
  at: string,
  url: string,
): Promise<{ status: number; body: string; location: string | undefined }> {
  const { hostname, port: proxyPort } = new URL(at);
  return new Promise((resolve, reject) => {
    http
      .get({ host: hostname, port: proxyPort, path: url }, (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (text: string) => (body += text));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body, location: response.headers.location }),
        );
        response.on("error", reject);
      })
      .on("error", reject);
  });
}

it.each([
  "http://127.0.0.1:PORT/",
  "http://localhost:PORT/",
  "http://127.1:PORT/",
  "http://2130706433:PORT/",
  "http://[::1]:PORT/",
  "http://[::ffff:127.0.0.1]:PORT/",
  "http://0.0.0.0:PORT/",
  "http://10.0.0.1/",
  "http://169.254.169.254/latest/meta-data/",
  "http://[fd00::1]/",
])("reaches nothing at %s", async (url) => {
  const { proxy, at } = await opened(false);
  expect((await ask(at, url.replace("PORT", String(port)))).status).toBe(502);
  expect(proxy.fault).toEqual({ kind: "not-public" });
  expect(asked).toEqual([]);
});

it("lets this machine in where a station is being developed, but no other", async () => {
  const { proxy, at } = await opened(true);
  expect((await ask(at, `http://localhost:${port}/a?b`)).body).toBe("secret of this machine");
  expect(asked).toEqual(["/a?b"]);
  expect((await ask(at, "http://10.0.0.1/")).status).toBe(502);
  expect(proxy.fault).toEqual({ kind: "not-public" });
});

it("reaches no other port of a public host", async () => {
  const { proxy, at } = await opened(false);
  expect((await ask(at, "http://1.1.1.1:25/")).status).toBe(502);
  expect(proxy.fault).toEqual({ kind: "port" });
});

it("asks a public host over TLS at the address it has checked, and makes its addresses http", async () => {
  const { at } = await opened(false);
  answer = (_request, response) =>
    response.end("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nhttps://cdn.example.com/v.m3u8");
  const get = vi
    .spyOn(https, "get")
    .mockImplementation(() => http.get({ host: "127.0.0.1", port, path: "/over-tls" }));
  expect(await ask(at, "http://93.184.216.34:80/a.m3u8?token=x")).toMatchObject({
    status: 200,
    body: expect.stringContaining("\nhttp://cdn.example.com/v.m3u8"),
  });
  expect(asked).toEqual(["/over-tls"]);
  const checked = { host: "93.184.216.34", port: 443, path: "/a.m3u8?token=x" };
  expect(get.mock.calls).toMatchObject([[checked]]);
  get.mockRestore();
});

it("leads its reader to the source", async () => {
  const { at } = await opened(true);
  expect(await ask(at, SOURCE_ADDRESS)).toMatchObject({ status: 302, location: `http://127.0.0.1:${port}/` });
});

it("opens no tunnel", async () => {
  const { at } = await opened(true);
  const { hostname, port: proxyPort } = new URL(at);
  const socket = net.connect(Number(proxyPort), hostname);
  socket.write(`CONNECT 127.0.0.1:${port} HTTP/1.1\r\nhost: x\r\n\r\n`);
  const said = await new Promise<string>((resolve) => {
    let text = "";
    socket.on("data", (bytes) => (text += bytes.toString()));
    socket.on("error", () => {});
    socket.on("close", () => resolve(text));
  });
  expect(said).toBe("");
  expect(asked).toEqual([]);
});

it("passes a redirect on, to be asked for through the proxy again", async () => {
  const { proxy, at } = await opened(true);
  answer = (_request, response) => response.writeHead(302, { location: "https://10.0.0.1/inside" }).end();
  const answered = await ask(at, `http://127.0.0.1:${port}/`);
  expect(answered).toMatchObject({ status: 302, location: "http://10.0.0.1/inside" });
  expect((await ask(at, answered.location ?? "")).status).toBe(502);
  expect(proxy.fault).toEqual({ kind: "not-public" });
});

it.each([
  ["gzip", gzipSync],
  ["deflate", deflateSync],
  ["br", brotliCompressSync],
] as const)("undoes %s, which it has not asked for", async (coding, code) => {
  const { at } = await opened(true);
  const text = `#EXTM3U\n#EXT-X-TARGETDURATION:2\n${"#EXTINF:2,\n1.ts\n".repeat(50)}`;
  for (const body of [text, "media".repeat(10_000)]) {
    answer = (_request, response) => {
      const coded = code(body);
      response.writeHead(200, { "content-encoding": coding, "content-length": coded.length }).end(coded);
    };
    expect(await ask(at, `http://127.0.0.1:${port}/`)).toMatchObject({ status: 200, body });
  }
});

it("bounds what comes out of a coded body, and passes no coding on that it does not know", async () => {
  const { proxy, at } = await opened(true, { playlistBytes: 100_000 });
  answer = (_request, response) =>
    response
      .writeHead(200, { "content-encoding": "gzip" })
      .end(gzipSync(`#EXTM3U\n${" ".repeat(5_000_000)}`));
  expect((await ask(at, `http://127.0.0.1:${port}/`)).status).toBe(502);
  expect(proxy.fault).toEqual({ kind: "too-much" });
  answer = (_request, response) => response.writeHead(200, { "content-encoding": "compress" }).end("x");
  expect((await ask(at, `http://127.0.0.1:${port}/`)).status).toBe(502);
  expect(proxy.fault).toEqual({ kind: "unreadable" });
});

it("shows nothing again that was aired, though each reader's addresses are its own", async () => {
  const { proxy, at } = await opened(true);
  let session = "one";
  answer = ({ url }, response) => {
    if (url === "/") response.writeHead(302, { location: `/${session}/live.m3u8` });
    const master = `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n${session}/v.m3u8`;
    const media = `#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:7\n#EXTINF:2,\n7.ts\n#EXTINF:2,\n8.ts\n#EXTINF:2,\n9.ts`;
    response.end(url?.endsWith("/v.m3u8") === true ? media : master);
  };
  const readAll = async (): Promise<number> => {
    await ask(at, SOURCE_ADDRESS);
    const { location } = await ask(at, `http://127.0.0.1:${port}/`);
    expect(location).toContain(session);
    await ask(at, location ?? "");
    return (await ask(at, new URL(`${session}/v.m3u8`, location).href)).status;
  };
  proxy.beginRun(false);
  expect(await readAll()).toBe(200);
  session = "two";
  proxy.beginRun(true);
  expect(await readAll()).toBe(502);
  expect(proxy.fault).toEqual({ kind: "nothing-new" });
});

it("ends a playlist or a segment without end", async () => {
  const { proxy, at } = await opened(true, { playlistBytes: 100_000, segmentBytes: 300_000 });
  const endless = (begin: string): void => {
    answer = (_request, response) => {
      response.write(begin);
      const more = (): void => {
        while (!response.destroyed && response.write("x".repeat(50_000)));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    };
  };
  endless("#EXTM3U\n");
  expect((await ask(at, `http://127.0.0.1:${port}/`)).status).toBe(502);
  expect(proxy.fault).toEqual({ kind: "too-much" });
  proxy.beginRun(false);
  endless("media");
  await expect(ask(at, `http://127.0.0.1:${port}/`)).rejects.toThrow();
  expect(proxy.fault).toEqual({ kind: "too-much" });
});
