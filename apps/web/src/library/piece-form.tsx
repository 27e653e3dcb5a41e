import type { Piece, PieceChange } from "@nonstop/contract/library";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { ownZone } from "../site/own-zone.ts";
import { changePiece } from "./change-piece.ts";
import { listOf, listWords, rightsDays, rightsOfDays, timesOf, timesWords } from "./piece-words.ts";

const FIELDS = ["title", "summary", "tags", "people", "from", "to", "territories", "breaks"] as const;
type Field = (typeof FIELDS)[number];
type Written = Record<Field, string>;

const LABELS: Readonly<Record<Field, readonly [label: string, help: string]>> = {
  title: ["Title", ""],
  summary: ["Summary", "What it is about, for viewers."],
  tags: ["Tags", "Between commas. The station knows ident, promo, bumper-in, bumper-out and rerun."],
  people: ["People", "Who is seen in it, between commas."],
  from: ["May air from", "The first day. Empty: at any time."],
  to: ["May air until", "The last day. Empty: for good."],
  territories: ["Countries", "Two letters each, such as PT, DE. Empty: everywhere."],
  breaks: ["Break points", "Where it may be interrupted: 12:30, 1:02:30."],
};

function writtenOf(piece: Piece): Written {
  const [from, to] = rightsDays(piece, ownZone);
  return {
    title: piece.title,
    summary: piece.summary,
    tags: listWords(piece.tags),
    people: listWords(piece.people),
    from,
    to,
    territories: listWords(piece.territories),
    breaks: timesWords(piece.breaks),
  };
}

/** What was changed by hand; or what cannot be read. Pure. */
function changeOf(before: Written, after: Written): PieceChange | string {
  const is = (field: Field): boolean => before[field] !== after[field];
  const breaks = timesOf(after.breaks);
  if (breaks === undefined) return "Break points: write minutes and seconds, such as 12:30.";
  return {
    ...(is("title") ? { title: after.title } : {}),
    ...(is("summary") ? { summary: after.summary } : {}),
    ...(is("tags") ? { tags: listOf(after.tags) } : {}),
    ...(is("people") ? { people: listOf(after.people) } : {}),
    ...(is("from") || is("to") ? rightsOfDays(after.from, after.to, ownZone) : {}),
    ...(is("territories") ? { territories: listOf(after.territories) } : {}),
    ...(is("breaks") ? { breaks } : {}),
  };
}

/** What is known of a piece, to be corrected. Only what was changed here is sent. */
export function PieceForm({ piece }: { piece: Piece }): JSX.Element {
  const before = writtenOf(piece);
  const written = useSignal<Partial<Written>>({});
  const said = useSignal("");
  const after = { ...before, ...written.value };
  const isChanged = FIELDS.some((field) => before[field] !== after[field]);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const change = changeOf(before, after);
    if (typeof change === "string") {
      said.value = change;
      return;
    }
    const problem = await changePiece(piece.asset, change);
    said.value = problem ?? "Saved.";
    if (problem === undefined) written.value = {};
  };
  const tick = async (change: PieceChange): Promise<void> => {
    said.value = (await changePiece(piece.asset, change)) ?? "Saved.";
  };
  return (
    <form class="piece-form" aria-label="About the piece" onSubmit={(event) => void save(event)}>
      {FIELDS.map((field) => {
        const [label, help] = LABELS[field];
        const common = {
          id: `piece-${field}`,
          value: after[field],
          "aria-describedby": help === "" ? undefined : `piece-${field}-help`,
          onInput: (event: { currentTarget: { value: string } }): void => {
            written.value = { ...written.value, [field]: event.currentTarget.value };
            said.value = "";
          },
        };
        return (
          <div key={field} class={`field of-${field}`}>
            <label for={`piece-${field}`}>{label}</label>
            {field === "summary" ? (
              <textarea rows={3} maxLength={4000} {...common} />
            ) : field === "from" || field === "to" ? (
              <input type="date" {...common} />
            ) : (
              <input type="text" required={field === "title"} maxLength={4000} {...common} />
            )}
            {help !== "" && (
              <small id={`piece-${field}-help`} class="quiet">
                {help}
              </small>
            )}
          </div>
        );
      })}
      <div class="ticks">
        <label class="tick">
          <input
            type="checkbox"
            checked={piece.favourite}
            onChange={(event) => void tick({ favourite: event.currentTarget.checked })}
          />
          Favourite: on the public shelf
        </label>
        <label class="tick">
          <input
            type="checkbox"
            checked={piece.filler}
            onChange={(event) => void tick({ filler: event.currentTarget.checked })}
          />
          Filler: may fill gaps
        </label>
      </div>
      <div class="form-foot">
        <button type="submit" class="key" disabled={!isChanged}>
          Save
        </button>
        <span role="status">{said.value}</span>
      </div>
    </form>
  );
}
