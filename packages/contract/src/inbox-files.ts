/** Containers that ingest reads. */
const FILM = /\.(mp4|m4v|mov|mkv|webm|avi|mpe?g|mxf|ts|m2ts|flv)$/i;
const WORDS = /\.(srt|vtt)$/i;
const PICTURE = /\.(jpe?g|png)$/i;

/** A file and what stands beside it, all by their paths: what has its name up to the first dot behind it. */
export type InboxGroup = {
  film: string;
  sidecar: string | undefined;
  words: string[];
  poster: string | undefined;
};

/** The recordings among these paths, each with what stands beside it. Hidden files are left out. Pure. */
export function groupsOf(paths: readonly string[]): InboxGroup[] {
  const shown = paths.filter((path) => !path.split("/").some((part) => part.startsWith(".")));
  return shown
    .filter((path) => FILM.test(path))
    .map((film) => {
      const base = film.replace(FILM, "");
      const beside = shown.filter((path) => path !== film && path.startsWith(`${base}.`));
      return {
        film,
        sidecar: beside.find((path) => path === `${base}.json`),
        words: beside.filter((path) => WORDS.test(path)),
        poster: beside.find((path) => PICTURE.test(path)),
      };
    });
}

/** Name without its ending, and folders of a path. */
export function placeOf(path: string): { name: string; folders: string[] } {
  const folders = path.split("/");
  const name = (folders.pop() ?? "").replace(FILM, "");
  return { name, folders: folders.filter((folder) => folder !== "") };
}
