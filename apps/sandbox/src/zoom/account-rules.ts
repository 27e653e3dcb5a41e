import { z } from "zod";

/** A setting of meetings that an account can lock, always to the value that keeps guests out. */
export const AccountLock = z.enum(["waiting_room", "meeting_authentication", "join_before_host"]);
export type AccountLock = z.infer<typeof AccountLock>;

/** What an account can forbid its users, under the names of Zoom's settings. */
export const AccountFeature = z.enum([
  "allow_live_streaming",
  "custom_live_streaming_service",
  "cloud_recording",
]);
export type AccountFeature = z.infer<typeof AccountFeature>;

/** What an account imposes on the settings of its meetings. */
export type AccountRules = { locked: readonly AccountLock[]; switchedOff: readonly AccountFeature[] };

/** The value that a setting is locked to. */
const lockedValue = (lock: AccountLock): boolean => lock !== "join_before_host";

/** The settings of a meeting as its account has them. Nothing says that a wish was overruled but the meeting itself. */
export function underRules(
  settings: Readonly<Record<string, unknown>>,
  { locked, switchedOff }: AccountRules,
): Record<string, unknown> {
  const isUnrecorded = switchedOff.includes("cloud_recording") && settings["auto_recording"] === "cloud";
  const locks = Object.fromEntries(locked.map((lock) => [lock, lockedValue(lock)]));
  return { ...settings, ...locks, ...(isUnrecorded ? { auto_recording: "none" } : {}) };
}
