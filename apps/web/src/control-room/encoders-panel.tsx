import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { EncoderKey, type EncoderStatus } from "@nonstop/contract/encoders";
import { routes } from "@nonstop/contract/routes";
import { send } from "../feed/door.ts";
import { encoders } from "./desk-feed.ts";
import { closesSession } from "./session.ts";

/** A key that nobody hides goes by itself: desks are seen by many. */
const SHOWN_MS = 60_000;

function Encoder({ encoder }: { encoder: EncoderStatus }): JSX.Element {
  const shown = useSignal<EncoderKey | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const isRotating = useSignal(false);
  useEffect(() => {
    if (shown.value === undefined) return undefined;
    const hide = setTimeout(() => (shown.value = undefined), SHOWN_MS);
    return () => clearTimeout(hide);
  }, [shown.value]);
  const askFor = async (path: string): Promise<void> => {
    isRotating.value = false;
    problem.value = undefined;
    const answer = await send(path, {}, EncoderKey);
    closesSession(answer);
    if (answer.kind === "ok") shown.value = answer.value;
    else problem.value = answer.message;
  };
  return (
    <li data-encoder={encoder.encoder}>
      <b>
        <bdi>{encoder.name}</bdi>
      </b>
      <span class="encoder-keys">
        {shown.value === undefined ? (
          <button type="button" class="small" onClick={() => void askFor(routes.encoderKey(encoder.encoder))}>
            Show key
          </button>
        ) : (
          <button type="button" class="small" onClick={() => (shown.value = undefined)}>
            Hide key
          </button>
        )}
        <button
          type="button"
          class="small"
          onClick={() => {
            if (isRotating.value) void askFor(routes.encoderRotation(encoder.encoder));
            else isRotating.value = true;
          }}
          onBlur={() => (isRotating.value = false)}
        >
          {isRotating.value ? "Put the old key out?" : "New key"}
        </button>
      </span>
      {isRotating.value && <small>Whoever publishes with the old key is put out within seconds.</small>}
      {shown.value !== undefined && (
        <dl class="encoder-key">
          <dt>Server</dt>
          <dd>{shown.value.server}</dd>
          <dt>Stream key</dt>
          <dd>{shown.value.key}</dd>
        </dl>
      )}
      {problem.value !== undefined && <small class="problem">{problem.value}</small>}
    </li>
  );
}

/** The station's encoders, with their stream keys on demand. */
export function EncodersPanel(): JSX.Element | null {
  if (encoders.value.length === 0) return null;
  return (
    <section class="panel encoders-panel" aria-label="Encoders">
      <h2>Encoders</h2>
      <ul>
        {encoders.value.map((encoder) => (
          <Encoder key={encoder.encoder} encoder={encoder} />
        ))}
      </ul>
    </section>
  );
}
