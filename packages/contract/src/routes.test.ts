import { describe, expect, expectTypeOf, it } from "vitest";
import type { ChannelId, RoomId } from "./names.ts";
import { routes } from "./routes.ts";
import type { Second } from "./time.ts";

describe("routes", () => {
  it("build the address of their parameters", () => {
    expect(routes.mediaPlaylist("main", "v720")).toBe("/live/main/v720/index.m3u8");
    expect(routes.proposal("main", 1_800_000_000)).toBe("/origin/v1/channels/main/seconds/1800000000");
    expect(routes.roomSecond("studio", 7)).toBe("/rooms/studio/7");
    expect(routes.assetChunk("film", 3)).toBe("/origin/v1/assets/film/3.chunk");
    expect(routes.replay("4xYz")).toBe("/replay/4xYz.m3u8");
    expect(routes.epg("main", "xml")).toBe("/epg/main.xml");
  });

  it("say their path as OpenAPI writes it", () => {
    expect(routes.programme.template).toBe("/api/v1/channels/{channel}/programmes/{slug}");
    expect(routes.roomSecond.template).toBe("/rooms/{room}/{second}");
    expectTypeOf(routes.roomSecond.template).toEqualTypeOf<"/rooms/{room}/{second}">();
  });

  it("want exactly their parameters", () => {
    expectTypeOf(routes.takes).parameters.toEqualTypeOf<[ChannelId]>();
    expectTypeOf(routes.roomSecond).parameters.toEqualTypeOf<[RoomId, Second]>();
    expectTypeOf(routes.takes.pattern).toEqualTypeOf<"/api/v1/channels/:channel/takes">();
  });
});
