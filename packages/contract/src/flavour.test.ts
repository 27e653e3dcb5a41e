import type * as media from "@nonstop/media/units";
import { describe, expectTypeOf, it } from "vitest";
import type { AiringId, AssetId, ChannelId, RenditionId, RoomId } from "./names.ts";
import type { LiveRoomKind } from "./room.ts";
import type { RoomRef } from "./rundown.ts";
import { type AssetSecond, type EpochMs, type Second, secondOf } from "./time.ts";

// What is asserted here is asserted by the compiler: `pnpm check` fails, not the run.
describe("kinds", () => {
  it("keep units apart", () => {
    expectTypeOf<Second>().not.toExtend<EpochMs>();
    expectTypeOf<EpochMs>().not.toExtend<Second>();
    expectTypeOf<Second>().not.toExtend<AssetSecond>();
    expectTypeOf<Second>().not.toExtend<media.SegmentNumber>();
    expectTypeOf<media.AudioFrame>().not.toExtend<media.AssetAudioFrame>();
    expectTypeOf(secondOf).parameter(0).not.toEqualTypeOf<number>();
  });

  it("keep names apart", () => {
    expectTypeOf<RoomId>().not.toExtend<AssetId>();
    expectTypeOf<AssetId>().not.toExtend<RoomId>();
    expectTypeOf<AiringId>().not.toExtend<RoomId>();
    expectTypeOf<ChannelId>().not.toExtend<RenditionId>();
  });

  it("are what schemas yield", () => {
    expectTypeOf<Extract<RoomRef, { kind: "asset" }>["startSecond"]>().toEqualTypeOf<Second>();
    expectTypeOf<Extract<RoomRef, { kind: LiveRoomKind }>["room"]>().toEqualTypeOf<RoomId>();
  });

  it("let literals and arithmetic in", () => {
    expectTypeOf<1_800_000_000>().toExtend<Second>();
    expectTypeOf<number>().toExtend<Second>();
    expectTypeOf<"main">().toExtend<ChannelId>();
  });

  it("are the same in packages that know nothing of each other", () => {
    expectTypeOf<media.Second>().toEqualTypeOf<Second>();
    expectTypeOf<media.AssetSecond>().toEqualTypeOf<AssetSecond>();
  });
});
