import { expect, it } from "vitest";
import { checkStreamSignature, STREAM_AGE_MS, streamSignature } from "./signature.ts";

const SECRET = "85011ed3a913c6ad5f9cf6c5573cc0a7";
const TIME = 1_767_225_600;
const SIGNATURE = "e2877824ec7e29d38a920dcfe37fe1b6d4577c18ab56a5ebae19fbcdd6f2efc3";
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const body = bytes(
  '{"uid":"6b9e68b07dfee8cc2d116e4c51d6a957","readyToStream":true,"status":{"state":"ready"}}',
);

async function kind(header: string | undefined, over: { body?: Uint8Array; nowMs?: number } = {}) {
  const at = { secret: SECRET, nowMs: over.nowMs ?? TIME * 1000 };
  return (await checkStreamSignature({ header, body: over.body ?? body }, at)).kind;
}

it("is that of the vector, whatever else stands in the header", async () => {
  expect(await streamSignature(SECRET, String(TIME), body)).toBe(SIGNATURE);
  expect(await kind(`time=${TIME},sig1=${SIGNATURE}`)).toBe("genuine");
  expect(await kind(`time=${TIME}, sig1=${SIGNATURE}, sig2=abc`)).toBe("genuine");
});

it("fails when body, time or secret differ, and without its parts", async () => {
  expect(await kind(`time=${TIME},sig1=${SIGNATURE}`, { body: bytes("{}") })).toBe("forged");
  expect(await kind(`time=${TIME + 1},sig1=${SIGNATURE}`)).toBe("forged");
  expect(await kind(`time=${TIME},sig1=${await streamSignature("other", String(TIME), body)}`)).toBe(
    "forged",
  );
  for (const header of [undefined, "", "time=,sig1=", `sig1=${SIGNATURE}`, `time=${TIME}`, `time=x,sig1=y`])
    expect(await kind(header)).toBe("forged");
});

it.each([1, -1])("is stale when signed too long before or after now (%d)", async (sign) => {
  const header = `time=${TIME},sig1=${SIGNATURE}`;
  expect(await kind(header, { nowMs: TIME * 1000 + sign * STREAM_AGE_MS })).toBe("genuine");
  expect(await kind(header, { nowMs: TIME * 1000 + sign * (STREAM_AGE_MS + 1) })).toBe("stale");
});
