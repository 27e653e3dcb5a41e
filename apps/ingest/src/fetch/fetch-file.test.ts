import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fetchFile } from "./fetch-file.ts";

it("connects to the address that was checked, whatever the name says later", async () => {
  const folder = await mkdtemp(join(tmpdir(), "nonstop-fetch-"));
  const hosts: (string | undefined)[] = [];
  const host = createServer((request, response) => {
    hosts.push(request.headers.host);
    response.end("a film");
  });
  await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
  const address = host.address();
  const port = typeof address === "object" ? address?.port : 0;
  const path = join(folder, "film");
  const answer = await fetchFile({
    // Nobody but `resolve` knows this name.
    url: `http://films.invalid:${port}/film.mp4`,
    path,
    maxBytes: 100,
    roomBytes: async () => 100,
    loopback: true,
    signal: new AbortController().signal,
    resolve: async () => ["10.0.0.1", "127.0.0.1"],
  });
  expect(answer).toEqual({ kind: "fetched", bytes: 6 });
  expect(hosts).toEqual([`films.invalid:${port}`]);
  expect(await readFile(path, "utf8")).toBe("a film");
  await new Promise((resolve) => host.close(resolve));
  await rm(folder, { recursive: true });
});
