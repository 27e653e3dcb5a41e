import { beforeEach, describe, expect, it } from "vitest";
import type { Management, PrivateEntry, Said, WriteBack } from "../../src/schedule/ports/management.ts";

/** What the suite has editors do, and the vendor fail to do. */
export type ManagementBench = {
  management: Management;
  /** Publishes an entry with these fields. */
  publishEntry: (id: string, contentType: string, fields: Record<string, unknown>) => Promise<void>;
  saveEntry: (id: string, contentType: string, fields: Record<string, unknown>) => Promise<void>;
  /** Publishes an event. */
  publish: (id: string, title: string) => Promise<void>;
  /** Changes the title in the draft alone. */
  retitle: (id: string, title: string) => Promise<void>;
  remove: (id: string) => Promise<void>;
  /** Runs before each write is looked at. */
  beforeWrite: (act: () => Promise<void>) => void;
  /** What stands in the draft, by field. */
  draft: (id: string) => Record<string, unknown>;
  /** How often the entry was published. */
  publishes: (id: string) => number;
  /** Takes a field out of the content model. */
  dropField: (field: string) => void;
  /** The next call is refused for so many seconds. */
  limitNextCall: (seconds: number) => void;
};

const READY: WriteBack = {
  provisionState: "ready",
  meetingId: "91234567890",
  joinUrl: "https://zoom.test/j/91234567890",
  passcode: "secret",
  invitation: "Join",
};

const LINK = { provisionState: "ready", joinUrl: READY.joinUrl };

/** What anything that writes into our entries must do. */
export function describeManagement(name: string, open: () => ManagementBench): void {
  describe(`${name}, as our management`, () => {
    let bench: ManagementBench;
    beforeEach(async () => {
      bench = open();
      await bench.publish("ev1", "Morning show");
    });

    it("write into the draft, once, and leave the rest of it alone", async () => {
      expect(await bench.management.writeBack("ev1", READY)).toEqual({ kind: "ok", value: "written" });
      expect(bench.draft("ev1")).toMatchObject({
        title: "Morning show",
        provisionState: "ready",
        zoomMeetingId: "91234567890",
        joinUrl: "https://zoom.test/j/91234567890",
        passcode: "secret",
        invitation: "Join",
      });
      expect(await bench.management.writeBack("ev1", READY)).toEqual({ kind: "ok", value: "unchanged" });
    });

    it("never publish", async () => {
      await bench.retitle("ev1", "Not yet for everybody");
      await bench.management.writeBack("ev1", READY);
      expect(bench.publishes("ev1")).toBe(1);
    });

    it("take out what is no longer so", async () => {
      await bench.management.writeBack("ev1", READY);
      const failed: WriteBack = { provisionState: "failed", provisionError: "fields.room: unknown room" };
      expect(await bench.management.writeBack("ev1", failed)).toEqual({ kind: "ok", value: "written" });
      const draft = bench.draft("ev1");
      expect(draft).toMatchObject(failed);
      for (const field of ["zoomMeetingId", "joinUrl", "passcode", "invitation"])
        expect(draft[field]).toBeUndefined();
    });

    it("write the rest, and the warnings with the problem, where events have no field for warnings", async () => {
      bench.dropField("provisionWarnings");
      const content = { ...READY, provisionWarnings: "It ends early." };
      expect(await bench.management.writeBack("ev1", content)).toEqual({ kind: "ok", value: "written" });
      expect(bench.draft("ev1")).toMatchObject({ ...LINK, provisionError: "It ends early." });
      expect(await bench.management.writeBack("ev1", content)).toEqual({ kind: "ok", value: "unchanged" });
    });

    it("keep what somebody else wrote at the same time", async () => {
      let conflicts = 2;
      bench.beforeWrite(async () => {
        if (conflicts === 0) return;
        conflicts -= 1;
        await bench.retitle("ev1", `Typed meanwhile, ${conflicts}`);
      });
      expect(await bench.management.writeBack("ev1", READY)).toEqual({ kind: "ok", value: "written" });
      expect(bench.draft("ev1")).toMatchObject({ title: "Typed meanwhile, 0", provisionState: "ready" });
    });

    it("ask for patience while somebody writes all the time", async () => {
      let number = 0;
      bench.beforeWrite(() => bench.retitle("ev1", `Typed, ${(number += 1)}`));
      expect((await bench.management.writeBack("ev1", READY)).kind).toBe("retry");
    });

    it("tell what an entry says, whoever wrote it, and which entries name a meeting", async () => {
      await bench.publish("ev2", "Evening show");
      await bench.management.writeBack("ev1", READY);
      expect(await bench.management.readSaid(["ev1", "ev2", "ev3"])).toEqual({
        kind: "ok",
        value: new Map<string, Said>([
          ["ev1", READY],
          ["ev2", {}],
        ]),
      });
      const named = await bench.management.readNaming(["91234567890", "99999999999"]);
      expect(named).toEqual({ kind: "ok", value: ["ev1"] });
      expect(await bench.management.readNaming(["99999999999"])).toEqual({ kind: "ok", value: [] });
    });

    it("tell what is never delivered of entries, as it is published", async () => {
      const [email, timezone] = ["ana@example.com", "Europe/Lisbon"];
      await bench.publishEntry("ana", "person", { name: "Ana", email, timezone });
      await bench.saveEntry("ana", "person", { name: "Ana", email: "typing@example.com" });
      await bench.saveEntry("bob", "person", { name: "Bob", email: "bob@example.com" });
      const producers = ["eva@example.com"];
      await bench.publishEntry("talks", "show", { title: "Talks", producers, inviteText: "Hi {name}" });
      await bench.management.writeBack("ev1", READY);
      expect(await bench.management.readPrivate(["ana", "bob", "talks", "ev1", "none"])).toEqual({
        kind: "ok",
        value: new Map<string, PrivateEntry>([
          ["ev1", { fields: {} }],
          ["ana", { fields: { email, timezone } }],
          ["talks", { fields: { producers, inviteText: "Hi {name}" } }],
        ]),
      });
    });

    it("tell whether an entry is published, and since when it is as it is", async () => {
      const read = (): Promise<unknown> => bench.management.readPresence("ev1");
      expect(await read()).toMatchObject({ kind: "ok", value: { isPublished: true } });
      await bench.remove("ev1");
      expect(await read()).toEqual({ kind: "gone" });
    });

    it("say that a deleted entry is gone", async () => {
      await bench.remove("ev1");
      expect(await bench.management.writeBack("ev1", READY)).toEqual({ kind: "gone" });
    });

    it("wait at least as long as a rate limit asks", async () => {
      bench.limitNextCall(7);
      const answer = await bench.management.writeBack("ev1", READY);
      expect(answer.kind === "retry" ? answer.askedMs : answer).toBeGreaterThanOrEqual(7000);
    });
  });
}
