import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What one layer shows: the ground with resting stripes and words, the lit stripes, or where the light falls. */
export type SlateLayer = "base" | "lit" | "light";

const FONT = fileURLToPath(
  import.meta.resolve("@fontsource-variable/archivo/files/archivo-latin-wdth-normal.woff2"),
);

// The test card's colours at 75 %, muted by 15 %: white, yellow, cyan, green, magenta, red, blue.
const STRIPES = ["#bfbfbf", "#b6b61d", "#1db6b6", "#14ad14", "#ad14ad", "#a60d0d", "#0d0da6"];

/** The slate as a page of 1920x1080 CSS pixels. */
export function slatePage(layer: SlateLayer): string {
  const font = readFileSync(FONT).toString("base64");
  const stripes = STRIPES.map((colour) => `<i style="background:${colour}"></i>`).join("");
  return `<!doctype html><meta charset="utf-8"><style>
@font-face{font-family:Archivo;src:url(data:font/woff2;base64,${font});font-weight:100 900;font-stretch:62% 125%}
*{margin:0;box-sizing:border-box}
body{width:1920px;height:1080px;overflow:hidden;background:#0b0d10;font-family:Archivo;color:#e9edf1;position:relative}
.bar{position:absolute;left:0;right:0;top:604px;height:132px;display:flex}
.bar i{flex:1}
.base .bar{filter:saturate(.85) brightness(.46)}
.lit .glow{position:absolute;left:0;right:0;top:420px;height:500px;display:flex;filter:blur(90px) saturate(1.2);opacity:.34}
.lit .glow i{flex:1}
h1{position:absolute;left:148px;top:262px;font-size:264px;line-height:1;font-weight:820;font-stretch:125%;letter-spacing:-.055em}
p{position:absolute;left:164px;top:806px;font-size:58px;font-weight:420;font-stretch:104%;color:#9aa5b1;letter-spacing:-.005em}
.light{background:linear-gradient(90deg,${lightStops()})}
</style><body class="${layer}">${
    layer === "light"
      ? ""
      : `${layer === "lit" ? `<div class="glow">${stripes}</div>` : ""}<div class="bar">${stripes}</div>
<h1>nonstop</h1><p>Back in a moment</p>`
  }`;
}

/** A raised cosine over the whole width: wherever it is scrolled to, it has no edge. */
function lightStops(): string {
  const steps = 64;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const level = Math.round(255 * ((1 - Math.cos((2 * Math.PI * i) / steps)) / 2) ** 2);
    return `rgb(${level},${level},${level}) ${((100 * i) / steps).toFixed(3)}%`;
  }).join(",");
}
