import { weightOf, type Warning } from "@nonstop/contract/warning";
import type { Settings } from "../../settings.ts";

/** What is wrong with the station's settings. */
export function settingWarnings({ warnings }: Pick<Settings, "warnings">): Warning[] {
  const code = "setting-wrong";
  return warnings.map((message, index) => ({
    id: `setting:${index}`,
    code,
    weight: weightOf(code),
    message,
  }));
}
