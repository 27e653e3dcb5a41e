/** How the API's page looks: the station's colours and type, by day and by night (`apps/web/src/styles/tokens.css`). */
export const PAGE_STYLE = `
:root{color-scheme:dark light;--ground:#f6f5f1;--raised:#fff;--text:#15181c;--quiet:#5b6570;--line:#d9d7cf;--get:#14724d;--put:#855800;--delete:#c4241b}
@media(prefers-color-scheme:dark){:root{--ground:#0b0d10;--raised:#14181d;--text:#e9edf1;--quiet:#9aa5b1;--line:#262c33;--get:#35c48b;--put:#e6a117;--delete:#ff5a4f}}
*{box-sizing:border-box}
html{background:var(--ground);color:var(--text);font:400 1rem/1.5 Archivo,system-ui,"Segoe UI",sans-serif;text-size-adjust:100%;scroll-padding-top:1rem}
body{max-width:62rem;margin:0 auto;padding:1rem clamp(1rem,2.4vw,2.5rem) 4rem}
a{color:inherit}
.name{font-weight:880;letter-spacing:-.055em;text-decoration:none}
h1{font-size:clamp(1.875rem,1.35rem + 1.7vw,3rem);line-height:1.1;margin:.5rem 0}
h2{font-size:1.625rem;margin:2.5rem 0 .25rem}
h3{font-size:1rem;margin:1.25rem 0 .35rem}
small,.who,section>p{color:var(--quiet);font-size:.875rem}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin-top:1rem}
nav a{padding:.35rem 0}
details{border-top:1px solid var(--line)}
summary{display:flex;flex-wrap:wrap;align-items:baseline;gap:.15rem .75rem;padding:.7rem 0;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
summary:hover code{text-decoration:underline}
summary b{min-width:3.5rem;font-size:.8125rem}
summary span{color:var(--quiet)}
.get{color:var(--get)}.put,.post,.patch{color:var(--put)}.delete{color:var(--delete)}
code,pre{font-family:"JetBrains Mono",ui-monospace,"DejaVu Sans Mono",monospace;font-size:.875rem;overflow-wrap:anywhere}
pre{margin:.25rem 0;padding:.75rem 1rem;background:var(--raised);border:1px solid var(--line);overflow-x:auto;white-space:pre;overflow-wrap:normal}
table{border-collapse:collapse;width:100%}
th,td{padding:.3rem .75rem .3rem 0;text-align:start;vertical-align:top;font-weight:400;border-top:1px solid var(--line)}
:focus-visible{outline:2px solid var(--text);outline-offset:2px}
`;
