import { readdirSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";

/** Who may import whom, so that no import runs upward between the districts of the repository. */

const ROOT = resolve(import.meta.dirname, "..");
const APPS = new Set(readdirSync(resolve(ROOT, "apps")));
/** What stands on apps and packages, in folders of the root. */
const ABOVE = ["station", "e2e", "bench"];
const PURE_CHANNEL = [
  "seconds/timeline",
  "takes/take",
  "control-room/control-state",
  "control-room/held-in-vain",
  "control-room/warnings",
].map((name) => `apps/channel/src/${name}.ts`);
const CONTROL = "apps/control/src";

/**
 * One law: files of `of` import nothing that `never` names; where there is an `only`, it is all of ours that they import,
 * themselves apart. Every entry is a file or a folder, from the root. Files of `but` are free of the law.
 */
const LAWS = [
  {
    of: ["packages"],
    never: ["apps", ...ABOVE],
    why: "Packages are below apps.",
  },
  ...[...APPS].map((app) => ({
    of: [`apps/${app}`],
    but: [`apps/${app}/test`],
    never: [...APPS]
      .filter((other) => other !== app)
      .map((other) => `apps/${other}`)
      .concat(ABOVE),
    why: "An app is deployed by itself: what two share is a package.",
  })),
  {
    of: ["packages/contract"],
    // Types alone: that units of both are one.
    but: ["packages/contract/src/flavour.test.ts"],
    only: [],
    why: "The contract is below all that is ours.",
  },
  { of: ["packages/media"], only: [], why: "Media never knows why." },
  {
    of: ["packages/invites"],
    only: ["packages/contract", "packages/schedule"],
    why: "An invitation is words made of facts.",
  },
  { of: ["packages/schedule"], only: ["packages/contract"], why: "Schedule never knows bytes." },
  {
    of: [`${CONTROL}/schedule`],
    never: ["vendors", "site", "producers", "wiring.ts", "index.ts"].map((name) => `${CONTROL}/${name}`),
    why: "The schedule owns ports; vendors implement them, and wiring puts them together.",
  },
  {
    of: [`${CONTROL}/vendors`],
    only: [
      "packages",
      `${CONTROL}/settings.ts`,
      `${CONTROL}/mail-settings.ts`,
      `${CONTROL}/schedule/ports`,
      // The shapes that a webhook is read into, and how a body and a field are read.
      ...[
        "hooks/heard",
        "hooks/json-body",
        "events/entry-change",
        "events/localised",
        "events/plain-line",
      ].map((name) => `${CONTROL}/schedule/${name}.ts`),
      `${CONTROL}/schedule/steps/session-news.ts`,
      `${CONTROL}/schedule/recordings/meeting-recording.ts`,
      `${CONTROL}/schedule/videos/video.ts`,
    ],
    why: "A vendor's folder implements ports of the schedule and knows nothing else of it.",
  },
  {
    of: [`${CONTROL}/site`],
    never: ["schedule", "vendors", "producers"].map((name) => `${CONTROL}/${name}`),
    why: "The site is given what it shows by index.ts.",
  },
  {
    of: PURE_CHANNEL,
    only: ["packages/contract", "packages/media", "packages/schedule", ...PURE_CHANNEL],
    why: "This decides and stores nothing.",
  },
  {
    of: ["apps/playout/src/time", "apps/playout/src/edge"],
    never: ["air", "assets", "rooms", "status"].map((name) => `apps/playout/src/${name}`),
    why: "Clock and client of the edge know nothing of what airs.",
  },
  {
    of: ["apps/playout/src/rooms", "apps/playout/src/assets"],
    never: ["air", "status"].map((name) => `apps/playout/src/${name}`),
    why: "What can air does not know what does.",
  },
  {
    of: ["ffmpeg", "flv", "rtmp", "edge"].map((name) => `apps/ingest/src/${name}`),
    never: ["room", "pull", "conform", "http", "slate"].map((name) => `apps/ingest/src/${name}`),
    why: "Rooms, pulls and conforming stand on this.",
  },
  {
    of: ["apps/ingest/src/room"],
    never: ["pull", "conform", "http"].map((name) => `apps/ingest/src/${name}`),
    why: "A room does not know who feeds it, nor who asks for it.",
  },
];

const within = (path, places) => places.some((place) => path === place || path.startsWith(`${place}/`));

/** The file or package that a specifier means, from the root; undefined when it is none of ours. */
function targetOf(file, specifier) {
  if (specifier.startsWith("."))
    return relative(ROOT, resolve(ROOT, dirname(file), specifier))
      .split(sep)
      .join("/");
  const name = /^@nonstop\/([^/]+)/.exec(specifier)?.[1];
  if (name === undefined) return undefined;
  if (ABOVE.includes(name)) return name;
  return `${APPS.has(name) ? "apps" : "packages"}/${name}`;
}

/** The first reason why a file may not import something; undefined when it may. */
function objection(file, target) {
  for (const { of, but = [], never = [], only, why } of LAWS) {
    if (!within(file, of) || within(file, but)) continue;
    if (within(target, never)) return why;
    if (only !== undefined && !within(target, of) && !within(target, only)) return why;
  }
  return undefined;
}

const noImportUpward = {
  meta: { type: "problem", messages: { upward: "May not import {{target}}. {{why}}" } },
  create: (context) => {
    const file = relative(ROOT, context.filename).split(sep).join("/");
    const check = ({ source }) => {
      if (typeof source?.value !== "string") return;
      const target = targetOf(file, source.value);
      const why = target === undefined ? undefined : objection(file, target);
      if (why !== undefined) context.report({ node: source, messageId: "upward", data: { target, why } });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};

export default { meta: { name: "districts" }, rules: { "no-import-upward": noImportUpward } };
