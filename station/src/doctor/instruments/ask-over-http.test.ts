import { createServer as createHttp } from "node:http";
import { type AddressInfo, createServer as createTcp } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { askOverHttp } from "./ask-over-http.ts";
import { shakeHands } from "./shake-hands.ts";

type Listens = {
  listen: (port: number, host: string, then: () => void) => unknown;
  address: () => unknown;
  close: () => unknown;
};

/** Opens a server on a free port of this machine for one test. */
async function portOf(server: Listens): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

it("sends what it is told and nothing else, and follows no redirect", async () => {
  const heard: (string | undefined)[] = [];
  const port = await portOf(
    createHttp((request, response) => {
      heard.push(request.headers["user-agent"]);
      response.writeHead(302, { location: "/elsewhere" }).end("moved");
    }),
  );
  const url = `http://127.0.0.1:${port}/`;
  expect(await askOverHttp({ url })).toMatchObject({ kind: "answer", status: 302, text: "moved", size: 5 });
  await askOverHttp({ url, headers: { "user-agent": "VLC" } });
  expect(heard).toEqual([undefined, "VLC"]);
});

it("says in words what it meets: nobody, silence, rubbish, and no TLS", async () => {
  const rubbish = await portOf(
    createTcp((socket) => socket.on("error", () => undefined).end("what?\r\n\r\n")),
  );
  const silent = await portOf(createTcp((socket) => socket.on("error", () => undefined)));
  const gone = createTcp();
  const nobody = await portOf(gone);
  await new Promise((resolve) => gone.close(resolve));
  const at = (port: number, scheme = "http"): string => `${scheme}://127.0.0.1:${port}/`;
  const problem = async (url: string): Promise<unknown> => {
    const asking = await askOverHttp({ url, timeoutMs: 200 });
    return asking.kind === "unreachable" ? asking.problem : asking;
  };
  expect(await problem(at(nobody))).toBe("refuses the connection");
  expect(await problem(at(silent))).toBe("does not answer within 0.2 s");
  expect(await problem(at(rubbish))).toBe("does not speak HTTP there");
  expect(await problem(at(rubbish, "https"))).toBe("does not speak TLS there");
  expect(await problem("http://nonstop.invalid/")).toMatch(/^has no address/);
  expect(await shakeHands({ host: "127.0.0.1", port: nobody })).toEqual({
    kind: "unreachable",
    problem: "refuses the connection",
  });
  expect(await shakeHands({ host: "127.0.0.1", port: rubbish })).toMatchObject({ kind: "unreachable" });
});
