import { beforeEach, describe, expect, it } from "vitest";
import type { Delivery } from "../../src/schedule/ports/delivery.ts";

/** What the suite has editors do, and the vendor fail to do. */
export type DeliveryBench = {
  delivery: Delivery;
  nowMs: number;
  /** Lets a moment pass. */
  tick: () => void;
  /** Leaves a draft. */
  save: (id: string, contentType: string, fields: Record<string, unknown>) => Promise<void>;
  publish: (id: string, contentType: string, fields: Record<string, unknown>) => Promise<void>;
  unpublish: (id: string) => Promise<void>;
  /** The next call is refused for so many seconds. */
  limitNextCall: (seconds: number) => void;
  /** The next call is not answered as it should be. */
  breakNextCall: () => void;
};

/** What anything that tells us of published entries must do. */
export function describeDelivery(name: string, open: () => DeliveryBench): void {
  describe(`${name}, as our delivery`, () => {
    let bench: DeliveryBench;
    beforeEach(() => {
      bench = open();
    });
    const at = (hours: number): string => new Date(bench.nowMs + hours * 3_600_000).toISOString();
    const event = (title: string, hours: number): Record<string, unknown> => ({
      title,
      slug: title.toLowerCase(),
      kind: "live",
      startsAt: at(hours),
      endsAt: at(hours + 1),
    });

    it("read what is published of the entries asked for, and leave out the others", async () => {
      await bench.publish("ana", "person", { name: "Ana", slug: "ana" });
      await bench.publish("eva", "person", { name: "Eva", slug: "eva" });
      await bench.save("draft", "person", { name: "Nobody yet" });
      const read = await bench.delivery.readEntries(["ana", "draft", "none"]);
      expect(read).toMatchObject({ kind: "ok" });
      expect(read.kind === "ok" ? [...read.value.values()] : []).toMatchObject([
        { id: "ana", revision: 1, contentType: "person", fields: { name: "Ana", slug: "ana" } },
      ]);
      expect(await bench.delivery.readEntries([])).toEqual({ kind: "ok", value: new Map() });
    });

    it("read nothing of a draft until it is published, as a new revision", async () => {
      await bench.publish("ana", "person", { name: "Ana" });
      await bench.save("ana", "person", { name: "Ana Lima" });
      const one = async (): Promise<unknown> => {
        const read = await bench.delivery.readEntries(["ana"]);
        return read.kind === "ok" ? read.value.get("ana") : read;
      };
      expect(await one()).toMatchObject({ revision: 1, fields: { name: "Ana" } });
      await bench.publish("ana", "person", { name: "Ana Lima" });
      expect(await one()).toMatchObject({ revision: 2, fields: { name: "Ana Lima" } });
      await bench.unpublish("ana");
      expect(await one()).toBeUndefined();
    });

    it("name the host of a studio's meetings", async () => {
      await bench.publish("studio", "studio", { name: "Studio", zoomHostUser: "a@b.test" });
      const read = await bench.delivery.readEntries(["studio"]);
      expect(read.kind === "ok" ? read.value.get("studio") : read).toMatchObject({
        fields: { meetingHost: "a@b.test" },
      });
    });

    it("read all that is published but events, in pages, and nothing that is private", async () => {
      await bench.publish("ana", "person", { name: "Ana", email: "ana@example.com" });
      await bench.publish("hall", "studio", { name: "Hall", zoomHostUser: "a@b.test", meetingsAtOnce: 2 });
      await bench.publish("desk", "encoder", { name: "Desk", slug: "desk" });
      await bench.publish("talks", "show", { title: "Talks", producers: ["eva@example.com"] });
      await bench.save("draft", "studio", { name: "Draft" });
      const read = await bench.delivery.readStanding();
      const found = read.kind === "ok" ? read.value.entries : [];
      expect(found.slice(0, 1)).toMatchObject([
        { id: "ana", contentType: "person", fields: { name: "Ana" } },
      ]);
      expect(found.slice(1)).toMatchObject([
        { id: "desk", contentType: "encoder", fields: { slug: "desk" } },
        { id: "hall", contentType: "studio", fields: { meetingHost: "a@b.test", meetingsAtOnce: 2 } },
        { id: "talks", contentType: "show", fields: { title: "Talks" } },
      ]);
      expect(JSON.stringify(found)).not.toContain("@example.com");
      for (let i = 0; i < 201; i += 1) await bench.publish(`p${i}`, "person", { name: `Person ${i}` });
      const more = await bench.delivery.readStanding();
      expect(more.kind === "ok" ? more.value.entries.length : more).toBe(205);
    });

    it("read the events that start later, by start, with their fields by locale", async () => {
      await bench.publish("late", "event", event("Late", 5));
      await bench.publish("early", "event", event("Early", 2));
      await bench.publish("over", "event", event("Over", -9));
      await bench.save("draft", "event", event("Draft", 3));
      expect(await bench.delivery.readEvents(bench.nowMs)).toMatchObject({
        kind: "ok",
        value: [
          { id: "early", revision: 1, fields: { title: { "en-US": "Early" } } },
          { id: "late", revision: 1, fields: { title: { "en-US": "Late" } } },
        ],
      });
    });

    it("read more events than fit on one page", async () => {
      for (let i = 0; i < 101; i += 1) await bench.publish(`e${i}`, "event", event(`Show-${i}`, 1 + i));
      const read = await bench.delivery.readEvents(bench.nowMs);
      expect(read.kind === "ok" ? read.value.length : read).toBe(101);
    });

    it("tell what changed since they were asked last, of every kind, and what went", async () => {
      await bench.publish("ana", "person", { name: "Ana" });
      await bench.publish("late", "event", event("Late", 5));
      const first = await bench.delivery.readChanges(undefined);
      if (first.kind !== "ok") throw new Error(first.kind);
      expect(first.value.published.map(({ id, contentType }) => [id, contentType])).toEqual(
        expect.arrayContaining([
          ["ana", "person"],
          ["late", "event"],
        ]),
      );
      bench.tick();
      await bench.publish("ana", "person", { name: "Ana Lima" });
      await bench.unpublish("late");
      const second = await bench.delivery.readChanges(first.value.cursor);
      expect(second).toMatchObject({
        kind: "ok",
        value: {
          published: [{ id: "ana", revision: 2, fields: { name: { "en-US": "Ana Lima" } } }],
          gone: [{ id: "late" }],
        },
      });
    });

    it("refuse a cursor that they do not know", async () => {
      expect((await bench.delivery.readChanges("nonsense")).kind).toBe("refused");
    });

    it("wait at least as long as a rate limit asks", async () => {
      bench.limitNextCall(7);
      const answer = await bench.delivery.readEvents(bench.nowMs);
      expect(answer.kind === "retry" ? answer.askedMs : answer).toBeGreaterThanOrEqual(7000);
    });

    it("may be asked again after a broken answer", async () => {
      bench.breakNextCall();
      expect((await bench.delivery.readEntries(["ana"])).kind).toBe("retry");
      expect((await bench.delivery.readEntries(["ana"])).kind).toBe("ok");
    });
  });
}
