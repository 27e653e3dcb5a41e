import { createTransport, type Transporter } from "nodemailer";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { openTestSandbox, type TestSandbox } from "../sandbox-under-test.ts";

const Mails = z.object({
  mails: z.array(
    z.object({
      id: z.string(),
      to: z.array(z.string()),
      subject: z.string(),
      text: z.string(),
      html: z.string(),
      messageId: z.string(),
      calendar: z.object({ method: z.string(), text: z.string() }).optional(),
    }),
  ),
});

let test: TestSandbox;
beforeAll(async () => {
  test = await openTestSandbox(() => ({ status: 200 }));
});
afterAll(() => test.close());
beforeEach(async () => {
  await fetch(`${test.mail}/sandbox/mails`, { method: "DELETE" });
  await faults({ nextMails: [], everyMail: "works", unknownAddresses: [] });
});

async function faults(mail: object): Promise<void> {
  const body = JSON.stringify({ mail });
  expect((await fetch(`${test.mail}/sandbox/faults`, { method: "POST", body })).status).toBe(200);
}

async function mails(): Promise<z.infer<typeof Mails>["mails"]> {
  return Mails.parse(await (await fetch(`${test.mail}/sandbox/mails`)).json()).mails;
}

function client(password = "mail-password"): Transporter {
  const auth = { user: "nonstop", pass: password };
  return createTransport({ host: "127.0.0.1", port: test.sandbox.ports.smtp, auth, socketTimeout: 300 });
}

const ICS = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n";
const send = (to: string, from = client()): Promise<unknown> =>
  from.sendMail({
    from: "tv@station.example",
    to,
    subject: "Olá",
    text: "Hello",
    html: "<p>Hello</p><script>1</script>",
    icalEvent: { method: "REQUEST", content: ICS },
  });

it("takes mail of the station's user, and shows its text, its HTML and its calendar file", async () => {
  await send("ana@guests.example");
  const [mail] = await mails();
  expect(mail).toMatchObject({ to: ["ana@guests.example"], subject: "Olá", text: "Hello" });
  expect(mail?.calendar).toEqual({ method: "REQUEST", text: ICS });
  const inbox = await (await fetch(`${test.mail}/`)).text();
  expect(inbox).toContain("ana@guests.example");
  const page = await (await fetch(`${test.mail}/mails/${mail?.id}`)).text();
  expect(page).toContain("METHOD:REQUEST");
  const html = await fetch(`${test.mail}/mails/${mail?.id}/html`);
  expect(html.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await html.text()).toContain("<p>Hello</p>");
  expect(await (await fetch(`${test.mail}/mails/${mail?.id}/invite.ics`)).text()).toBe(ICS);
});

it("has a button for each fault", async () => {
  const page = await (await fetch(`${test.mail}/faults`)).text();
  const [, change = ""] = /value="([^"]*hangs[^"]*)"/.exec(page) ?? [];
  const form = new URLSearchParams({ change: change.replaceAll("&quot;", '"') });
  const pressed = await fetch(`${test.mail}/sandbox/faults?back=/faults`, { method: "POST", body: form });
  expect(await pressed.text()).toContain('aria-pressed="true"');
});

it("refuses others, and mail of nobody", async () => {
  await expect(send("ana@guests.example", client("wrong"))).rejects.toThrow("535");
  const anonymous = createTransport({ host: "127.0.0.1", port: test.sandbox.ports.smtp });
  await expect(send("ana@guests.example", anonymous)).rejects.toThrow("530");
  expect(await mails()).toEqual([]);
});

it("fails as mail servers do: later, nobody there, not wanted, no answer, and an answer lost after the mail was taken", async () => {
  await faults({
    nextMails: ["greylisted", "refused", "hangs", "lost"],
    unknownAddresses: ["no@guests.example"],
  });
  await expect(send("no@guests.example")).rejects.toThrow("550");
  await expect(send("ana@guests.example")).rejects.toThrow("451");
  await expect(send("ana@guests.example")).rejects.toThrow("554");
  await expect(send("ana@guests.example")).rejects.toThrow("Timeout");
  expect(await mails()).toEqual([]);
  await expect(send("ana@guests.example")).rejects.toThrow("closed");
  expect(await mails()).toHaveLength(1);
  await send("ana@guests.example");
  expect(await mails()).toHaveLength(2);
});
