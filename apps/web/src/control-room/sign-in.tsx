import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { nowSecond } from "../feed/clock.ts";
import { Wordmark } from "../site/stripes.tsx";
import { ownZone } from "../site/own-zone.ts";
import { hasExpired, signIn } from "./session.ts";

/** The sign-in form of the control room. */
export function SignIn(): JSX.Element {
  const token = useSignal("");
  const name = useSignal("");
  const problem = useSignal<string | undefined>(undefined);
  const isBusy = useSignal(false);
  const enter = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (token.value === "" || isBusy.value) return;
    isBusy.value = true;
    const answer = await signIn(token.value.trim(), name.value.trim());
    isBusy.value = false;
    if (answer.kind === "refused") problem.value = answer.message;
    if (answer.kind === "unreachable") problem.value = "The station does not answer. Try again in a moment.";
    token.value = "";
  };
  return (
    <main class="sign-in">
      <Wordmark second={nowSecond.value} zone={ownZone} />
      <h1 class="title">Control room</h1>
      {hasExpired.value && <p role="status">Your session has ended. The channel runs on; sign in again.</p>}
      <form onSubmit={(event) => void enter(event)}>
        <label for="token">Producer token</label>
        <input
          id="token"
          type="password"
          autocomplete="current-password"
          required
          autofocus
          aria-describedby="token-help"
          value={token.value}
          onInput={(event) => (token.value = event.currentTarget.value)}
        />
        <p id="token-help" class="quiet">
          The station prints it when it starts.
        </p>
        <label for="name">Your name</label>
        <input
          id="name"
          type="text"
          autocomplete="name"
          maxLength={60}
          aria-describedby="name-help"
          value={name.value}
          onInput={(event) => (name.value = event.currentTarget.value)}
        />
        <p id="name-help" class="quiet">
          It stands beside what you take, for producers alone.
        </p>
        {problem.value !== undefined && (
          <p class="problem" role="alert">
            {problem.value}
          </p>
        )}
        <button type="submit" class="key first">
          Open
        </button>
      </form>
      <a class="quiet" href="/">
        Watch the channel instead
      </a>
    </main>
  );
}
