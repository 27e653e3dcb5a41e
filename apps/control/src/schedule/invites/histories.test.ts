import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KnownInvite, Post } from "./known-invites.ts";
import { notedInvite, takenBack } from "./noted-invite.ts";
import { begun, maybeTaken, notTaken, postDueMs, taken } from "./sent-mail.ts";

const told = { title: "Show", start: 1, end: 2, name: "Ana", timezone: "UTC" };
const idOf = (post: Post): string => String(post.sequence);

type Fate = "taken" | "later" | "lost" | "lost-and-taken" | "no-such-address" | "crash" | "crash-and-taken";
type Act =
  | { kind: "say"; key: string; address: string | undefined }
  | { kind: "take-back" }
  | { kind: "mail"; fate: Fate };

/** Inboxes by address: what came, oldest first. */
class World {
  invite: KnownInvite | undefined;
  readonly came: (Post & { id: string })[] = [];
  #nowMs = 0;
  #runs = 0;

  act(act: Act): void {
    this.#nowMs += 1_000;
    const nowMs = this.#nowMs;
    switch (act.kind) {
      case "say": {
        const guest = { person: "ana", presenter: { name: "Ana" } };
        const key = JSON.stringify([act.key, act.address]);
        if (this.invite?.key === key) return;
        const wish = { guest, key, ...(act.address === undefined ? {} : { address: act.address }) };
        this.invite = notedInvite(this.invite, wish, { told, link: "l", nowMs });
        return;
      }
      case "take-back":
        if (this.invite !== undefined && this.invite.key !== "")
          this.invite = takenBack(this.invite, "cancelled", { sends: true, nowMs });
        return;
      case "mail":
        this.#mail(act.fate, nowMs);
    }
  }

  /** Mails until nothing is to be sent. */
  rest(): void {
    for (let n = 0; n < 50 && this.invite?.posts.length !== 0 && this.invite !== undefined; n += 1)
      this.act({ kind: "mail", fate: "taken" });
  }

  #mail(fate: Fate, nowMs: number): void {
    const post = this.invite?.posts[0];
    if (this.invite === undefined || post === undefined) return;
    expect(postDueMs(post, this.invite)).toBeLessThanOrEqual(this.invite.spacedMs);
    const run = String(this.#runs);
    const messageId = idOf(post);
    const sent = post.begun === undefined ? begun(this.invite, post, { messageId, run }) : this.invite;
    const [sending = post] = sent.posts;
    this.invite = sent;
    if (fate === "taken" || fate === "lost-and-taken" || fate === "crash-and-taken")
      this.came.push({ ...post, id: idOf(post) });
    if (fate === "taken") this.invite = taken(sent, sending, { messageId, nowMs });
    if (fate === "later") this.invite = notTaken(sent, sending, { isOver: false, run });
    if (fate === "lost" || fate === "lost-and-taken") this.invite = maybeTaken(sent, sending);
    if (fate === "crash" || fate === "crash-and-taken") this.#runs += 1;
    if (fate === "no-such-address") this.invite = notTaken(sent, sending, { isOver: true, run });
  }
}

const fates: readonly Fate[] = ["taken", "later", "lost", "lost-and-taken", "crash", "crash-and-taken"];
const acts = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant("say" as const),
      key: fc.constantFrom("a", "b", "c"),
      address: fc.constantFrom("x@test", "y@test"),
    }),
    fc.constant({ kind: "take-back" as const }),
    fc.record({ kind: fc.constant("mail" as const), fate: fc.constantFrom(...fates) }),
  ),
  { maxLength: 25 },
);

describe("whatever is said and however mail fails, at rest", () => {
  it("the last mail of the guest's address says what is so, and every other address has it taken back", () => {
    fc.assert(
      fc.property(acts, (history) => {
        const world = new World();
        for (const act of history) world.act(act);
        world.rest();
        const { invite, came } = world;
        if (invite === undefined) return;
        expect(invite.posts).toEqual([]);
        const [, wanted] = invite.key === "" ? [] : (JSON.parse(invite.key) as [string, string]);
        for (const address of ["x@test", "y@test"]) {
          const last = came.findLast((post) => post.address === address);
          if (address === wanted) expect(last).toMatchObject({ kind: "request", key: invite.key });
          else expect(last?.kind ?? "cancel").toBe("cancel");
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it("one id is one mail, sequences rise with it, and nobody is told twice the same who surely has it", () => {
    fc.assert(
      fc.property(acts, (history) => {
        const world = new World();
        for (const act of history) world.act(act);
        world.rest();
        const byId = new Map<string, string>();
        for (const { id, ...post } of world.came) {
          const { begun: _begun, ...mail } = post;
          const words = JSON.stringify(mail);
          expect(byId.get(id) ?? words).toBe(words);
          byId.set(id, words);
        }
        const firsts = [...new Map(world.came.map((post) => [post.id, post.sequence])).values()];
        expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
      }),
      { numRuns: 1000 },
    );
  });

  it("who surely never had an invitation is not told that it is taken back", () => {
    const world = new World();
    world.act({ kind: "say", key: "a", address: "x@test" });
    world.act({ kind: "mail", fate: "later" });
    world.act({ kind: "take-back" });
    world.rest();
    expect(world.came).toEqual([]);
  });
});
