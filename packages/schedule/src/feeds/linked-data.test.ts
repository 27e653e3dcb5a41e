import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entryFor, hostileText } from "./entries-for-tests.ts";
import { airingThing, linkedData, programmeThings, type Thing } from "./linked-data.ts";

const place = { origin: "https://tv.example", channel: "second", now: 1_795_470_000 };
const show = entryFor({
  summary: "Words.",
  language: "en",
  show: { slug: "late", title: "Late" },
  presenters: [{ name: "Ada", slug: "ada", role: "host" }, { name: "Bo" }],
});
const thing = (things: readonly Thing[], type: string): Thing | undefined =>
  things.find((one) => one["@type"] === type);
const programme = { entry: show, airings: [] };

describe("an airing in JSON-LD", () => {
  it("has all that search engines want of an event", () => {
    expect(airingThing(show, place)).toMatchObject({
      name: "Late show",
      description: "Words.",
      startDate: "2026-11-23T21:45:00.000Z",
      endDate: "2026-11-23T22:45:00.000Z",
      eventStatus: "https://schema.org/EventScheduled",
      eventAttendanceMode: "https://schema.org/OnlineEventAttendanceMode",
      location: { "@type": "VirtualLocation", url: "https://tv.example/" },
      image: ["https://tv.example/card.png"],
      isLiveBroadcast: true,
      publishedOn: { "@id": "https://tv.example/#channel" },
      organizer: { name: "Nonstop", url: "https://tv.example/" },
      performer: [
        { "@type": "Person", name: "Ada", jobTitle: "host", url: "https://tv.example/people/ada" },
        { "@type": "Person", name: "Bo" },
      ],
      workPerformed: {
        "@type": "TVEpisode",
        partOfSeries: { "@type": "TVSeries", name: "Late", url: "https://tv.example/shows/late" },
      },
    });
  });

  it("has a video once there is something to see, with all that search engines want of one", () => {
    const videoAt = (now: number): Thing | undefined =>
      thing(programmeThings(programme, { ...place, now }), "VideoObject");
    expect(videoAt(show.start - 1)).toBeUndefined();
    expect(videoAt(show.start)).toMatchObject({
      contentUrl: "https://tv.example/live/second/index.m3u8",
      embedUrl: "https://tv.example/embed/",
      publication: {
        "@type": "BroadcastEvent",
        isLiveBroadcast: true,
        startDate: "2026-11-23T21:45:00.000Z",
      },
    });
    expect(videoAt(show.end)).toMatchObject({
      name: "Late show",
      description: "Words.",
      thumbnailUrl: ["https://tv.example/card.png"],
      uploadDate: "2026-11-23T21:45:00.000Z",
      duration: "PT3600S",
      contentUrl: "https://tv.example/replay/ev1.m3u8",
      embedUrl: "https://tv.example/embed/ev1",
    });
  });

  it("names the other airings of its programme, each by the address of its own", () => {
    const again = {
      airing: "ev2",
      slug: "late-show-2",
      kind: "recording" as const,
      start: show.end,
      end: show.end + 60,
    };
    const things = programmeThings({ entry: show, airings: [show, again] }, place);
    expect(things.filter((one) => one["@type"] === "BroadcastEvent").map(({ url }) => url)).toEqual([
      "https://tv.example/schedule/late-show",
      "https://tv.example/schedule/late-show-2",
    ]);
  });

  it("stays in its script and its line, whatever people write", () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (title, summary, name) => {
        const entry = entryFor({ title: title || "x", summary, presenters: [{ name }] });
        const text = linkedData(programmeThings({ entry, airings: [] }, place));
        expect(text).not.toMatch(/[<>&\n\r\u2028\u2029]/);
        const read: { "@graph": { name: string }[] } = JSON.parse(text);
        expect(read["@graph"][1]?.name).toBe(entry.title);
      }),
    );
  });
});
