import { Piece } from "@nonstop/contract/library";
import { SpanOrder } from "@nonstop/contract/piece-span";
import { routes } from "@nonstop/contract/routes";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { askSlowThings } from "../control-room/desk-feed.ts";
import { closesSession } from "../control-room/session.ts";
import { nowMs } from "../feed/clock.ts";
import { send } from "../feed/door.ts";
import { CHANNEL } from "../feed/station-feed.ts";
import { ownZone } from "../site/own-zone.ts";
import { counter } from "../time/wording.ts";
import { clockLabelSeconds } from "../time/zone-day.ts";
import "./mark-panel.css";
import { type Marks, markIn, markOut, segmentOf } from "./mark-machine.ts";

/** What a segment is part of: a piece, or what the channel aired. */
export type MarkedOf = { kind: "piece"; asset: string } | { kind: "channel" };

type Props = {
  of: MarkedOf;
  /** The second that is shown now: of the piece, or of the channel. */
  second: () => number | undefined;
  /** How long the piece is; of the channel nobody knows. */
  length?: number;
  /** What a segment is called unless somebody says otherwise. */
  title: string;
};

/** So long after its end a second has aired, or is slate for ever. */
const SETTLED_MS = 4000;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement;

/** Where a producer marks in and out, to the second, and makes a segment of what is between. The keys are I and O. */
export function MarkPanel({ of, second, length, title }: Props): JSX.Element {
  const marks = useSignal<Marks>({});
  const name = useSignal("");
  const isFavourite = useSignal(false);
  const said = useSignal("");
  const isBusy = useSignal(false);
  const mark = (how: typeof markIn): void => {
    const at = second();
    if (at === undefined) said.value = "There is no picture to mark yet.";
    else {
      const bound = length === undefined ? at : Math.min(at, length - 1);
      marks.value = how(marks.value, bound);
      said.value = "";
    }
  };
  useEffect(() => {
    const end = new AbortController();
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
      const how = { i: markIn, o: markOut }[event.key.toLowerCase()];
      if (how === undefined) return;
      event.preventDefault();
      mark(how);
    };
    document.addEventListener("keydown", press, { signal: end.signal });
    return () => end.abort();
  }, [of.kind, of.kind === "piece" ? of.asset : ""]);
  const segment = segmentOf(marks.value);
  const label = (at: number): string => (of.kind === "piece" ? counter(at) : clockLabelSeconds(at, ownZone));
  const make = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (typeof segment === "string" || isBusy.value) return;
    const order = SpanOrder.parse({
      of: of.kind === "piece" ? of : { kind: "channel", channel: CHANNEL },
      markIn: segment.from,
      markOut: segment.to,
      title: name.value.trim() || title,
      favourite: isFavourite.value,
    });
    isBusy.value = true;
    const waitMs = of.kind === "channel" ? segment.to * 1000 + SETTLED_MS - nowMs() : 0;
    if (waitMs > 0) {
      said.value = "A moment: its last seconds are going on air.";
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
    const answer = await send(routes.pieceSpans, order, Piece);
    isBusy.value = false;
    if (closesSession(answer)) return;
    if (answer.kind === "ok") {
      said.value = `${answer.value.title} is in the library. It can be taken and planned.`;
      marks.value = {};
      name.value = "";
      isFavourite.value = false;
      void askSlowThings();
    } else
      said.value = answer.kind === "refused" ? answer.message : "The station does not answer. Try again.";
  };
  // On the desk there is little room until something is marked.
  const isOpen =
    of.kind === "piece" ||
    said.value !== "" ||
    marks.value.from !== undefined ||
    marks.value.to !== undefined;
  return (
    <form class="mark-panel" aria-label="Segment" onSubmit={(event) => void make(event)}>
      <button type="button" class="small" onClick={() => mark(markIn)}>
        In <kbd>I</kbd>
      </button>
      <span class="digits" aria-label="Begins at">
        {marks.value.from === undefined ? "--:--" : label(marks.value.from)}
      </span>
      <button type="button" class="small" onClick={() => mark(markOut)}>
        Out <kbd>O</kbd>
      </button>
      <span class="digits" aria-label="Ends after">
        {marks.value.to === undefined ? "--:--" : label(marks.value.to - 1)}
      </span>
      {isOpen && (
        <>
          <input
            type="text"
            aria-label="Title of the segment"
            placeholder={title}
            maxLength={200}
            value={name.value}
            onInput={(event) => (name.value = event.currentTarget.value)}
          />
          <label class="tick">
            <input
              type="checkbox"
              checked={isFavourite.value}
              onChange={(event) => (isFavourite.value = event.currentTarget.checked)}
            />
            Favourite
          </label>
          <button type="submit" class="small" disabled={typeof segment === "string" || isBusy.value}>
            {typeof segment === "string"
              ? "Make a segment"
              : `Make a segment of ${counter(segment.to - segment.from)}`}
          </button>
          <p class="quiet" role="status">
            {said.value ||
              (typeof segment === "string"
                ? segment
                : "What is between the marks, the last second included.")}
          </p>
        </>
      )}
    </form>
  );
}
