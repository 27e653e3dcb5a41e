import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { EdgeClient } from "./edge-client.ts";

it("takes a slate that breaks off for no answer", async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-length": "1000" });
    response.write("half of it", () => response.destroy());
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  expect(await new EdgeClient(`http://127.0.0.1:${port}`, "token").readSlate()).toBeUndefined();
});
