import { createExecutionContext, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, it } from "vitest";
import worker from "../whole/worker.ts";

afterEach(() => reset());

const ask = (path: string, over: object, headers: Record<string, string> = {}): Promise<Response> =>
  Promise.resolve(
    worker.fetch(
      new Request(`https://station.test${path}`, { headers }),
      { ...env, ...over },
      createExecutionContext(),
    ),
  );

// A secret that was never set is undefined.
it.each([undefined, ""])("without a producer's token (%j) nobody is a producer by it", async (token) => {
  const unset = { PRODUCER_TOKEN: token };
  const cookie = `nonstop_session=4000000000.${"A".repeat(43)}`;
  for (const headers of [{}, { authorization: "Bearer undefined" }, { cookie }])
    expect((await ask("/api/v1/library", unset, headers)).status).toBe(401);
});

it.each([undefined, ""])("without their tokens (%j) the origin door is closed", async (token) => {
  const unset = { ORIGIN_TOKEN_PLAYOUT: token, ORIGIN_TOKEN_INGEST: token };
  for (const headers of [{}, { authorization: "Bearer undefined" }])
    expect((await ask("/origin/v1/clock", unset, headers)).status).toBe(401);
});
