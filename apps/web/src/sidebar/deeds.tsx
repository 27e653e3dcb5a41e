import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { routes } from "@nonstop/contract/routes";
import { type Deed, DeedAnswer, type DeedName } from "@nonstop/contract/sidebar";
import { LAYOUT_WORDS } from "../site/layout-words.ts";
import type { SignedDoor } from "./signed-door.ts";
import { DEED_QUESTIONS, DEED_WORDS } from "./words.ts";

type Told = { isProblem: boolean; words: string; hostKey?: string | undefined };

/** What may be done with the event now, and what became of what was done. */
export function Deeds({
  deeds,
  door,
  entry,
  look,
}: {
  deeds: readonly DeedName[];
  door: SignedDoor;
  entry: string;
  look: () => Promise<void>;
}): JSX.Element {
  const told = useSignal<Told | undefined>(undefined);
  const asked = useSignal<DeedName | undefined>(undefined);
  const isBusy = useSignal(false);
  const act = async (what: Deed): Promise<void> => {
    asked.value = undefined;
    isBusy.value = true;
    told.value = { isProblem: false, words: "Asking the station." };
    const body = { id: crypto.randomUUID(), what };
    const answer = await door.act(routes.sidebarDeeds(entry), body, DeedAnswer);
    told.value =
      answer.kind === "ok"
        ? { isProblem: false, words: answer.value.says, hostKey: answer.value.hostKey }
        : { isProblem: true, words: answer.message };
    isBusy.value = false;
    await look();
  };
  const press = (deed: Exclude<DeedName, "change-layout">): void => {
    if (DEED_QUESTIONS[deed] !== undefined && asked.value !== deed) asked.value = deed;
    else void act({ deed });
  };
  return (
    <section aria-label="What you can do" class="deeds">
      {deeds.includes("change-layout") && (
        <div role="group" aria-label="Who fills the picture" class="layouts">
          <h2>Who fills the picture</h2>
          {LAYOUT_WORDS.map(([layout, words]) => (
            <button
              key={layout}
              type="button"
              disabled={isBusy.value}
              onClick={() => void act({ deed: "change-layout", layout })}
            >
              {words}
            </button>
          ))}
        </div>
      )}
      {DEED_WORDS.filter(([deed]) => deeds.includes(deed)).map(([deed, words]) => (
        <div key={deed}>
          {asked.value === deed && <p class="question">{DEED_QUESTIONS[deed]}</p>}
          <button type="button" disabled={isBusy.value} onClick={() => press(deed)}>
            {asked.value === deed ? `Yes: ${words.toLowerCase()}` : words}
          </button>
          {asked.value === deed && (
            <button type="button" class="no" onClick={() => (asked.value = undefined)}>
              No
            </button>
          )}
        </div>
      ))}
      <p role="status" class={told.value?.isProblem === true ? "problem" : "quiet"}>
        {told.value?.words}{" "}
        {told.value?.hostKey !== undefined && <b class="host-key">{told.value.hostKey}</b>}
      </p>
      <a href="/control-room/" target="_blank" rel="noopener">
        Open the control room
      </a>
    </section>
  );
}
