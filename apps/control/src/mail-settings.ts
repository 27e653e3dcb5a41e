import { mailbox, type Mailbox } from "@nonstop/invites/mail-address";
import { z } from "zod";

/** How mail is sent, and who it comes from. */
export type MailSettings = {
  host: string;
  port: number;
  /** Empty when the server asks for nobody. */
  user: string;
  password: string;
  from: Mailbox;
  /** TLS from the first byte; by the port when it is not said. */
  secure: boolean | undefined;
};

/** Reads one setting by its name, and notes when it is wrong. */
type Read = <T>(name: string, schema: z.ZodType<T>, fallback: T) => T;

const SUBMISSION_PORT = 587;
const NOBODY: Mailbox = { name: "", address: "" };

const Text = z.string();
const Port = z.coerce.number({ error: "is no port" }).int("is no port").min(1).max(65_535);
const YesOrNo = z.enum(["true", "false"], { error: "is neither true nor false" });
const Sender = z.string().transform((typed, context): Mailbox => {
  const sender = mailbox(typed);
  if (sender === undefined) context.addIssue("is no mail address such as Nonstop <tv@example.com>");
  return sender ?? NOBODY;
});

/** The settings of mail; `missing` names those that are empty or wrong. A station that sends no mail has none of them. */
export function readMailSettings(
  read: Read,
): { kind: "set"; settings: MailSettings } | { kind: "unset"; missing: string[] } {
  const secure = read<"true" | "false" | "">("SMTP_SECURE", YesOrNo, "");
  const settings: MailSettings = {
    host: read("SMTP_HOST", Text, ""),
    port: read("SMTP_PORT", Port, SUBMISSION_PORT),
    user: read("SMTP_USER", Text, ""),
    password: read("SMTP_PASSWORD", Text, ""),
    from: read("SMTP_FROM", Sender, NOBODY),
    secure: secure === "" ? undefined : secure === "true",
  };
  const needed = {
    SMTP_HOST: settings.host,
    SMTP_FROM: settings.from.address,
    ...(settings.user === "" ? {} : { SMTP_PASSWORD: settings.password }),
  };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === "" ? [name] : []));
  return missing.length > 0 ? { kind: "unset", missing } : { kind: "set", settings };
}
