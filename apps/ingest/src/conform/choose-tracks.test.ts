import { describe, expect, it } from "vitest";
import { chooseAudio, chooseVideo, type FileStream } from "./choose-tracks.ts";

const sound = (index: number, more: Partial<FileStream> = {}): FileStream => ({
  index,
  codec_type: "audio",
  sample_rate: "48000",
  ...more,
});
const marked = (...names: string[]): FileStream["disposition"] =>
  Object.fromEntries(names.map((name) => [name, 1]));

describe("the sound that is heard", () => {
  it.each<[string, FileStream[], number | undefined]>([
    ["the only one", [sound(1)], 1],
    ["the first of two alike", [sound(1), sound(2)], 1],
    ["the default one", [sound(1), sound(2, { disposition: marked("default") })], 2],
    [
      "not a description, though it is the default one",
      [sound(1, { disposition: marked("default", "visual_impaired") }), sound(2)],
      2,
    ],
    [
      "not what is called a description",
      [sound(1, { tags: { title: "English Audio Description" } }), sound(2)],
      2,
    ],
    ["not a commentary", [sound(1, { tags: { TITLE: "Director's commentary" } }), sound(2)], 2],
    [
      "the channel's language, where none is the default one",
      [sound(1, { tags: { language: "ger" } }), sound(2, { tags: { language: "eng" } })],
      2,
    ],
    [
      "the default one before the channel's language",
      [sound(1, { tags: { language: "eng" } }), sound(2, { disposition: marked("default") })],
      2,
    ],
    ["a description, where there is nothing else", [sound(3, { disposition: marked("descriptions") })], 3],
    ["none that cannot be decoded", [sound(1, { sample_rate: "0" })], undefined],
  ])("%s", (_, streams, index) => {
    expect(chooseAudio(streams)?.index).toBe(index);
  });
});

it("the picture is a moving one, and not the cover", () => {
  const picture = { codec_type: "video", width: 640, height: 360 };
  const cover = { ...picture, index: 0, disposition: marked("attached_pic", "default") };
  expect(chooseVideo([cover, { ...picture, index: 1 }])?.index).toBe(1);
  expect(chooseVideo([cover])).toBeUndefined();
});
