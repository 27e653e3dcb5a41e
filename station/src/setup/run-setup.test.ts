import { expect, it } from "vitest";
import { looked, type Part, SetupTrouble, trouble } from "./part.ts";
import { runSetup } from "./run-setup.ts";

/** A part that makes one thing, as a vendor would keep it. */
function thing(name: string, world: Set<string>, fails: () => Error | undefined = () => undefined): Part {
  return {
    name,
    look: () =>
      Promise.resolve(
        world.has(name)
          ? looked([`${name} is there`])
          : looked(
              [],
              [
                {
                  what: `make ${name}`,
                  apply: () => {
                    const error = fails();
                    if (error !== undefined) return Promise.reject(error);
                    world.add(name);
                    return Promise.resolve();
                  },
                },
              ],
            ),
      ),
  };
}

function talk(agrees = true): {
  lines: string[];
  say: (line: string) => void;
  agree: () => Promise<boolean>;
} {
  const lines: string[] = [];
  return { lines, say: (line) => void lines.push(line), agree: () => Promise.resolve(agrees) };
}

it("says what it will change, changes it, and finds nothing to change the second time", async () => {
  const world = new Set<string>();
  const parts = [thing("a bucket", world), thing("a zone", world)];
  const first = talk();
  expect(await runSetup(parts, first)).toBe("changed");
  expect([...world]).toEqual(["a bucket", "a zone"]);
  expect(first.lines.join("\n")).toContain("  + make a bucket\n  + make a zone");
  const second = talk(false);
  expect(await runSetup(parts, second)).toBe("as-it-should-be");
  expect(second.lines.join("\n")).toContain("Nothing was changed.");
});

it.each([
  ["the person does not agree", talk(false), {}, "refused"],
  ["it was asked for a plan only", talk(), { planOnly: true }, "planned"],
])("changes nothing when %s", async (_why, speech, options, outcome) => {
  const world = new Set<string>();
  expect(await runSetup([thing("a bucket", world)], speech, options)).toBe(outcome);
  expect(world.size).toBe(0);
});

it("changes nothing while one part is in trouble, and says how each trouble is cured", async () => {
  const world = new Set<string>();
  const speech = talk();
  const bad: Part = {
    name: "Zoom",
    look: () => Promise.resolve(trouble({ what: "no scope", cure: "Tick it." })),
  };
  const broken: Part = { name: "Contentful", look: () => Promise.reject(new Error("fetch failed")) };
  expect(await runSetup([thing("a bucket", world), bad, broken], speech)).toBe("trouble");
  expect(world.size).toBe(0);
  const said = speech.lines.join("\n");
  expect(said).toContain("✗ no scope\n  Tick it.");
  expect(said).toContain("Contentful could not be looked at: fetch failed");
});

it("goes on where it was interrupted", async () => {
  const world = new Set<string>();
  let fails: Error | undefined = new SetupTrouble({ what: "the zone is asleep", cure: "Wake it." });
  const parts = [thing("a bucket", world), thing("a zone", world, () => fails), thing("a key", world)];
  const first = talk();
  expect(await runSetup(parts, first)).toBe("trouble");
  expect(first.lines.join("\n")).toContain("✗ the zone is asleep\n  Wake it.");
  fails = undefined;
  const second = talk();
  expect(await runSetup(parts, second)).toBe("changed");
  expect(second.lines.filter((line) => line.startsWith("  + "))).toEqual([
    "  + make a zone",
    "  + make a key",
  ]);
});

it("says when a vendor does not keep what it was told", async () => {
  const forgetful: Part = {
    name: "a rule",
    look: () => Promise.resolve(looked([], [{ what: "make a rule", apply: () => Promise.resolve() }])),
  };
  const speech = talk();
  expect(await runSetup([forgetful], speech)).toBe("trouble");
  expect(speech.lines.join("\n")).toContain("Still to do: make a rule");
});

it("says at the end once more what is left to people", async () => {
  const zoom: Part = {
    name: "Zoom",
    look: () => Promise.resolve(looked(["its host is licensed", "do this by hand:", "  1. open the app"])),
  };
  const speech = talk();
  await runSetup([zoom, thing("a bucket", new Set())], speech);
  expect(speech.lines.at(-1)).toBe("\nLeft to people:\n  Zoom: do this by hand:\n    1. open the app");
});

it("repeats no secret, whoever says it", async () => {
  const speech = talk();
  const chatty: Part = {
    name: "Cloudflare",
    look: () => Promise.reject(new Error("bad token cf-token-1234 for user")),
  };
  await runSetup([chatty], speech, { secrets: () => ["cf-token-1234", "user"] });
  expect(speech.lines.join("\n")).toContain("bad token [secret] for user");
});
