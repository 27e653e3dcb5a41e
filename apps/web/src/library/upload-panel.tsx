import { ImportsAnswer, type ImportStatus } from "@nonstop/contract/imports";
import { routes } from "@nonstop/contract/routes";
import { UploadsAnswer, type UploadStatus } from "@nonstop/contract/uploads";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { ask } from "../feed/door.ts";
import { giveUp, importOf, type Sending, sendFilm, sendings, titleOf } from "./uploads.ts";

const EVERY_MS = 3000;

const SENDING_WORDS: Readonly<Record<Sending["state"], string>> = {
  sending: "Uploading",
  waiting: "The line is lost. Trying again",
  done: "Uploaded. The station takes it from here",
  refused: "",
};
const IMPORT_WORDS: Readonly<Record<ImportStatus["state"], string>> = {
  waiting: "Waiting for its turn",
  arriving: "Arriving",
  conforming: "Being conformed",
  ready: "In the library",
  duplicate: "It is in the library already",
  refused: "Not taken",
  cancelled: "Given up",
};
const isOver = ({ state }: ImportStatus): boolean => ["ready", "duplicate", "cancelled"].includes(state);

function Line(o: { name: string; words: string; at?: number; onGiveUp?: () => void }): JSX.Element {
  return (
    <li>
      <bdi>{o.name}</bdi>
      {o.at !== undefined && <progress value={o.at} max={1} aria-label={o.name} />}
      <span class="quiet">{o.words}</span>
      {o.onGiveUp !== undefined && (
        <button type="button" class="small" onClick={o.onGiveUp}>
          Give up
        </button>
      )}
    </li>
  );
}

function ImportLine({ one }: { one: ImportStatus }): JSX.Element {
  const isOn = !isOver(one) && one.state !== "refused";
  return (
    <Line
      name={one.title}
      words={one.problem ?? IMPORT_WORDS[one.state]}
      {...(isOn ? { at: one.progress } : {})}
    />
  );
}

const percent = (part: number): string => `${Math.floor(part * 100)} %`;

/** Where films are dropped, and how far they are: on their way from here, waiting to go on, and at ingest. */
export function UploadPanel(): JSX.Element {
  const isOverIt = useSignal(false);
  const imports = useSignal<readonly ImportStatus[]>([]);
  const waiting = useSignal<readonly UploadStatus[]>([]);
  useEffect(() => {
    const read = async (): Promise<void> => {
      const [coming, begun] = await Promise.all([
        ask(routes.imports, ImportsAnswer),
        ask(routes.uploads, UploadsAnswer),
      ]);
      if (coming.kind === "ok") imports.value = coming.value.imports;
      if (begun.kind === "ok") waiting.value = begun.value.uploads;
    };
    void read();
    const timer = setInterval(() => void read(), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const take = (files: FileList | null | undefined): void => {
    for (const file of files ?? []) void sendFilm(file, { title: titleOf(file.name) });
  };
  const here = new Set(sendings.value.map(({ name }) => name));
  const become = new Map(sendings.value.map((one) => [one.id, importOf(one, imports.value)]));
  const told = new Set([...become.values()].map((one) => one?.import));
  const interrupted = waiting.value.filter(({ filename }) => !here.has(filename));
  return (
    <section
      class={`upload-panel ${isOverIt.value ? "is-over" : ""}`}
      aria-label="Upload"
      onDragOver={(event) => {
        event.preventDefault();
        isOverIt.value = true;
      }}
      onDragLeave={() => (isOverIt.value = false)}
      onDrop={(event) => {
        event.preventDefault();
        isOverIt.value = false;
        take(event.dataTransfer?.files);
      }}
    >
      <label class="small file-key">
        Upload films
        <input
          type="file"
          multiple
          accept="video/*,.mkv,.mxf,.ts,.m2ts"
          onChange={(event) => {
            take(event.currentTarget.files);
            event.currentTarget.value = "";
          }}
        />
      </label>
      <span class="quiet">or drop them here</span>
      <ul aria-label="Uploads">
        {sendings.value.map((one) => {
          const coming = become.get(one.id);
          if (coming !== undefined) return <ImportLine key={one.id} one={coming} />;
          return (
            <Line
              key={one.id}
              name={one.name}
              words={one.problem ?? `${SENDING_WORDS[one.state]}, ${percent(one.sent / one.bytes)}`}
              {...(one.state === "refused" || one.state === "done" ? {} : { at: one.sent / one.bytes })}
              {...(one.state === "done" ? {} : { onGiveUp: () => void giveUp(one.id) })}
            />
          );
        })}
        {interrupted.map((one) => (
          <Line
            key={one.upload}
            name={one.filename}
            words={
              one.problem ??
              `${percent(one.arrived / one.bytes)} is there. Choose the same file again to go on.`
            }
            onGiveUp={() => void ask(routes.upload(one.upload), UploadsAnswer, { method: "DELETE" })}
          />
        ))}
        {imports.value
          .filter((one) => !isOver(one) && !told.has(one.import))
          .map((one) => (
            <ImportLine key={one.import} one={one} />
          ))}
      </ul>
    </section>
  );
}
