import { routes } from "@nonstop/contract/routes";
import type { ApiDocument, Operation, Schema } from "./api-document.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { schemaText } from "./schema-text.ts";

type Door = { method: string; path: string; operation: Operation };

/** The API's document as a page to read: no script, nothing from elsewhere. Every word of the document is escaped. */
export function documentPage(document: ApiDocument): string {
  const doors = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const groups = document.tags.map((tag) => ({
    ...tag,
    doors: doors.filter(({ operation }) => operation.tags.includes(tag.name)),
  }));
  const { title, description } = document.info;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<title>API · ${html(title)}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="alternate" type="application/json" href="${routes.openapi}" title="OpenAPI">
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<a class="name" href="/">nonstop</a>
<h1>API</h1>
<p>${html(description)} The same for programs: <a href="${routes.openapi}">OpenAPI 3.1</a>.</p>
<nav aria-label="Parts">${groups.map(({ name }) => `<a href="#${anchor(name)}">${html(name)}</a>`).join(" ")}</nav>
</header>
<main>
${groups.map((group) => groupPart(group, document)).join("\n")}
${shapesPart(document.components.schemas)}
</main>
</body>
</html>
`;
}

function groupPart(
  { name, description, doors }: { name: string; description: string; doors: readonly Door[] },
  document: ApiDocument,
): string {
  return `<section id="${anchor(name)}">
<h2>${html(name)}</h2>
<p>${html(description)}</p>
${doors.map((door) => doorPart(door, document)).join("\n")}
</section>`;
}

function doorPart({ method, path, operation }: Door, document: ApiDocument): string {
  const body = Object.entries(operation.requestBody?.content ?? {});
  return `<details id="${anchor(operation.operationId)}">
<summary><b class="${html(method)}">${html(method.toUpperCase())}</b> <code>${breakable(path)}</code> <span>${html(operation.summary)}</span></summary>
<p class="who">${html(whoMay(operation, document))}</p>
${parametersPart(operation)}
${body.map(([type, { schema }]) => `<h3>Send <small>${html(type)}</small></h3>${shape(schema)}`).join("")}
${Object.entries(operation.responses)
  .map(([status, answer]) => answerPart(status, answer))
  .join("\n")}
</details>`;
}

function whoMay({ security }: Operation, { components }: ApiDocument): string {
  const names = security.flatMap((one) => Object.keys(one));
  if (names.length === 0) return "For everybody, or by what the request itself proves.";
  const told = names.map((name) => `${name}: ${components.securitySchemes[name]?.description ?? ""}`.trim());
  return `Needs one of these. ${told.join(" ")}`;
}

function parametersPart({ parameters }: Operation): string {
  if (parameters.length === 0) return "";
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><th scope="row"><code>${html(name)}</code></th><td>${html(place)}${required ? "" : ", may be left out"}</td><td><code>${html(schema === undefined ? "" : schemaText(schema))}</code></td></tr>`,
  );
  return `<h3>Ask with</h3><table>${rows.join("")}</table>`;
}

function answerPart(status: string, { description, content = {} }: Operation["responses"][string]): string {
  const shapes = Object.entries(content).map(
    ([type, { schema }]) => `<small>${html(type)}</small>${shape(schema)}`,
  );
  return `<h3><b>${html(status)}</b> ${html(description)}</h3>${shapes.join("")}`;
}

function shapesPart(schemas: Readonly<Record<string, Schema>>): string {
  const parts = Object.entries(schemas).map(([name, schema]) => `<h3>${html(name)}</h3>${shape(schema)}`);
  return parts.length === 0 ? "" : `<section id="shapes"><h2>Shapes</h2>${parts.join("\n")}</section>`;
}

function shape(schema: Schema | undefined): string {
  if (schema === undefined) return "";
  const text = schemaText(schema);
  return text === "" ? "" : `<pre tabindex="0">${html(text)}</pre>`;
}

const anchor = (name: string): string => encodeURIComponent(name.replaceAll(/\s+/g, "-"));

// A phone is narrower than a path.
const breakable = (path: string): string => html(path).replaceAll("/", "/<wbr>");

function html(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
