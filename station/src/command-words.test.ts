import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { commandWords, oneOf } from "./command-words.ts";

const HELP = "pnpm run bake [--heat DEGREES] [CAKE]";
const OPTIONS = { heat: { type: "string", default: "180" } } as const;
const out = vi.spyOn(process.stdout, "write");
const err = vi.spyOn(process.stderr, "write");
const exit = vi.spyOn(process, "exit");

beforeEach(() => {
  out.mockReset().mockReturnValue(true);
  err.mockReset().mockReturnValue(true);
  exit.mockReset().mockImplementation((code) => {
    throw new Error(`exit ${code}`);
  });
});
afterAll(() => void vi.restoreAllMocks());

it("gives a command its words, and says nothing", () => {
  const { values, positionals } = commandWords(HELP, {
    args: ["--heat", "200", "sponge"],
    options: OPTIONS,
    allowPositionals: true,
  });
  expect({ ...values, positionals }).toEqual({ heat: "200", positionals: ["sponge"] });
  expect(oneOf("--heat", values.heat, ["180", "200"], HELP)).toBe("200");
  expect([out.mock.calls, err.mock.calls]).toEqual([[], []]);
});

it("prints the help when it is asked for, and ends well", () => {
  expect(() => commandWords(HELP, { args: ["--help"], options: OPTIONS })).toThrow("exit 0");
  expect([out.mock.calls, err.mock.calls]).toEqual([[[`${HELP}\n`]], []]);
});

it("refuses words and names that it does not know, with the help", () => {
  expect(() => commandWords(HELP, { args: ["--cold"], options: OPTIONS })).toThrow("exit 1");
  expect(() => oneOf("--heat", "hot", ["180", "200"], HELP)).toThrow("exit 1");
  expect(out).not.toHaveBeenCalled();
  expect(err.mock.calls[0]?.[0]).toMatch(/^Unknown option '--cold'[^]*\n\npnpm run bake .*\n$/);
  expect(err.mock.calls[1]).toEqual([`--heat: one of 180, 200\n\n${HELP}\n`]);
});
