import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ask } from "../feed/door.ts";

const REFRESH_MS = 30_000;

/** What a page knows of what it shows. `away`: the station does not answer. */
export type Loaded<T> =
  | { kind: "loading" }
  | { kind: "there"; value: T }
  | { kind: "none" }
  | { kind: "away" };

/** Asks a door now and every half minute, and keeps the last good answer. */
export function useAnswer<T>(
  url: string,
  schema: { safeParse: (value: unknown) => { success: true; data: T } | { success: false } },
): Loaded<T> {
  const loaded = useSignal<Loaded<T>>({ kind: "loading" });
  useEffect(() => {
    let isGone = false;
    const load = async (): Promise<void> => {
      const answer = await ask(url, schema);
      if (isGone) return;
      if (answer.kind === "ok") loaded.value = { kind: "there", value: answer.value };
      else if (answer.kind === "refused" && answer.status === 404) loaded.value = { kind: "none" };
      else if (loaded.peek().kind !== "there") loaded.value = { kind: "away" };
    };
    void load();
    const timer = setInterval(() => void load(), REFRESH_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [url]);
  return loaded.value;
}
