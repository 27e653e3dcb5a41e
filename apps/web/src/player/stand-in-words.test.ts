import type { StandIn } from "@nonstop/contract/guide";
import { Reason } from "@nonstop/contract/rundown";
import { describe, expect, it } from "vitest";
import { standInWords } from "./stand-in-words.ts";

const words = (reason: Reason, over: Partial<StandIn> = {}, secondsIn = 30): string | undefined =>
  standInWords({ kind: "slate", reason, ...over }, { secondsIn, secondsLeft: 3600 });

describe("standInWords", () => {
  it("has nothing to say of what is as planned or by hand", () => {
    expect(standInWords(undefined, { secondsIn: 30, secondsLeft: 3600 })).toBeUndefined();
    expect(words("take", { kind: "asset" })).toBeUndefined();
  });

  it("promises a start only at the start, and only of what was not there before", () => {
    expect(words("not-started")).toBe("Starting in a moment.");
    expect(words("room-returning")).toBe("Starting in a moment.");
    expect(words("not-started", {}, 120)).toBe("We are waiting for the picture.");
    for (const reason of Reason.options)
      for (const secondsIn of [60, 120, 3000])
        expect(words(reason, {}, secondsIn) ?? "").not.toContain("Starting");
    expect(words("not-started", { seen: true })).toBe("Back in a moment.");
    expect(words("room-returning", { seen: true })).toBe("Back in a moment.");
  });

  it("says that the guest is lost when the guest is, and of a pulled show what is lost of it", () => {
    expect(words("room-stalled")).toBe("We lost the guest. Back in a moment.");
    expect(words("room-frozen")).toContain("lost the guest's picture");
    expect(words("room-silent")).toContain("lost the guest's sound");
    expect(words("room-stalled", { planned: "remote" })).toBe("We lost the picture. Back in a moment.");
    expect(words("room-silent", { planned: "remote" })).toBe("We lost the sound. Back in a moment.");
  });

  it("does not promise a programme back that is about to end", () => {
    const lost: StandIn = { kind: "slate", reason: "room-stalled", seen: true };
    const atTheEnd = { secondsIn: 3570, secondsLeft: 30 };
    expect(standInWords(lost, atTheEnd)).toBe("We lost the guest. We go on in a moment.");
    expect(standInWords({ ...lost, reason: "edge-slate" }, atTheEnd)).toBe("We go on in a moment.");
  });

  it("blames nobody for what is the station's own", () => {
    for (const reason of [
      "room-starved",
      "edge-slate",
      "asset-missing",
      "no-rundown",
      "take-unavailable",
    ] as const)
      expect(words(reason)).toBe("Back in a moment.");
  });
});
