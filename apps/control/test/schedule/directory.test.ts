import { PersonAnswer, SearchAnswer, ShowAnswer } from "@nonstop/contract/directory";
import { routes } from "@nonstop/contract/routes";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { link, Station } from "./station.ts";

let station: Station;
beforeEach(async () => {
  station = new Station();
  const ana = { name: "Ana Lima", role: "Host", bio: "Asks short questions.", email: "ana@guests.example" };
  await station.publish("ana", { ...ana, timezone: "Europe/Lisbon" }, "person");
  const talks = { title: "Talks", description: "People who know.", durationMinutes: 30 };
  await station.publish(
    "talks",
    { ...talks, producers: ["eva@station.example"], inviteText: "Hush" },
    "show",
  );
  await station.publish(
    "ev1",
    station.live(3600, { title: "Talks about cables", show: link("talks"), presenters: [link("ana")] }),
  );
  await station.pass(3_000);
});
afterEach(() => station.end());

describe("people and shows in the public guide", () => {
  it("have pages with what they are in, which nothing private is on", async () => {
    const answers = await Promise.all([
      station.get(routes.person("main", "ana-lima")),
      station.get(routes.show("main", "talks")),
      station.get(routes.people("main")),
      station.get(routes.shows("main")),
      station.get(`${routes.search("main")}?q=lima`),
    ]);
    const [ana, talks, people, shows, search] = answers.map(({ body }) => body);
    expect(PersonAnswer.parse(ana)).toMatchObject({
      person: { slug: "ana-lima", name: "Ana Lima", role: "Host", bio: "Asks short questions." },
      coming: [
        { airing: "ev1", presenters: [{ slug: "ana-lima" }], show: { slug: "talks", title: "Talks" } },
      ],
      past: [],
    });
    expect(ShowAnswer.parse(talks)).toMatchObject({
      show: { slug: "talks", title: "Talks", description: "People who know." },
      coming: [{ airing: "ev1" }],
    });
    expect(people).toMatchObject({ people: [{ slug: "ana-lima" }] });
    expect(shows).toMatchObject({ shows: [{ slug: "talks" }] });
    expect(SearchAnswer.parse(search)).toMatchObject({
      programmes: [{ airing: "ev1" }],
      people: [{ slug: "ana-lima" }],
    });
    for (const { text, headers } of answers) {
      for (const secret of ["@guests.example", "@station.example", "Hush", "zoom"])
        expect(text).not.toContain(secret);
      expect(headers.get("cache-control")).toContain("public");
    }
  });

  it("have pictures that come from us, which are pictures and nothing else", async () => {
    station.contentful.addPicture("face");
    station.contentful.addPicture("trap", "text/html");
    const photo = { sys: { type: "Link", linkType: "Asset", id: "face" } };
    const art = { sys: { type: "Link", linkType: "Asset", id: "trap" } };
    await station.publish("bob", { name: "Bob", photo }, "person");
    await station.publish("talks", { title: "Talks", durationMinutes: 30, art }, "show");
    await station.pass(3_000);
    const { body } = await station.get(routes.person("main", "bob"));
    expect(body).toMatchObject({ person: { photo: routes.picture("face") } });
    const face = await station.get(routes.picture("face"));
    expect(face.status).toBe(200);
    expect(face.headers.get("content-type")).toBe("image/png");
    expect(face.text).toContain("IHDR");
    expect(await station.get(routes.picture("trap"))).toMatchObject({ status: 404 });
  });

  it("refuse who is unknown and what cannot be asked, in words", async () => {
    expect(await station.get(routes.person("main", "nobody"))).toMatchObject({
      status: 404,
      body: { error: { code: "unknown-name" } },
    });
    expect(await station.get(routes.show("main", "nothing"))).toMatchObject({ status: 404 });
    for (const query of ["", `?q=${"a".repeat(101)}`])
      expect(await station.get(routes.search("main") + query)).toMatchObject({
        status: 400,
        body: { error: { code: "bad-query" } },
      });
    expect(await station.get(routes.picture("none"))).toMatchObject({
      status: 404,
      body: { error: { code: "unknown-picture" } },
    });
  });
});
