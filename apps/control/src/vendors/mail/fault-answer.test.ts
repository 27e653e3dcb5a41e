import { expect, it } from "vitest";
import { answerOfFault } from "./fault-answer.ts";

const fault = (over: object): Error => Object.assign(new Error("no"), over);

it.each([
  [{ code: "EENVELOPE", responseCode: 550, response: "550 no", command: "RCPT TO" }, "no-such-address"],
  [{ code: "EENVELOPE", responseCode: 451, response: "451 later", command: "RCPT TO" }, "later"],
  [{ code: "EENVELOPE", responseCode: 553, response: "553 sender", command: "MAIL FROM" }, "refused"],
  [{ code: "EMESSAGE", responseCode: 554, response: "554 no", command: "DATA" }, "refused"],
  [{ code: "EAUTH", responseCode: 535, response: "535 no", command: "AUTH PLAIN" }, "refused"],
  [{ code: "EAUTH", responseCode: 454, response: "454 later", command: "AUTH PLAIN" }, "later"],
  [{ code: "ETLS" }, "refused"],
  [{ code: "ENOTFOUND" }, "later"],
])("%j is %s", (over, kind) => expect(answerOfFault(fault(over)).kind).toBe(kind));

it("may have been taken when the answer is missing, and not when there was no connection", () => {
  expect(answerOfFault(fault({ code: "ECONNECTION", command: "CONN" }))).toMatchObject({ isUnsure: true });
  expect(answerOfFault(fault({ code: "ECONNREFUSED" }))).toMatchObject({ isUnsure: false });
});

it("repeats what the server said, without addresses and links", () => {
  const response =
    "550-5.1.1 <ana@guests.test>: user unknown\n550 see https://help.test/?p=ana for ana@guests.test.";
  const answer = answerOfFault(fault({ code: "EENVELOPE", responseCode: 550, response, command: "RCPT TO" }));
  expect(answer).toMatchObject({ message: expect.stringContaining("user unknown") as string });
  expect(JSON.stringify(answer)).not.toMatch(/guests|help/);
});
