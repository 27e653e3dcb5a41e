/**
 * What the page of an open entry does: it shows what the station wrote, saves what is typed every few seconds at the version it has
 * seen, and when somebody else was faster, takes over what they changed and keeps what was typed here.
 */
export const EDITOR_SCRIPT = `const $ = (id) => document.getElementById(id);
async function show() {
  try {
    const fresh = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html").getElementById("owned");
    if (fresh && fresh.innerHTML !== $("owned").innerHTML) $("owned").replaceWith(fresh);
  } catch {}
}
setInterval(show, 1500);
$("delete")?.addEventListener("click", (event) => { if (!confirm("Delete this entry for good?")) event.preventDefault(); });

const form = $("entry-form");
const typed = new Set();
const say = (text) => { $("saving").textContent = text; };
form?.addEventListener("input", ({ target }) => { if (target.name) typed.add(target.name.replace(/\\.offset$/, "")); });
const setField = (name, text) => {
  const field = form.elements[name];
  if (!field) return;
  if (field.multiple) for (const option of field.options) option.selected = text.split(",").includes(option.value);
  else field.value = text;
};
async function save() {
  if (!form?.elements.version || typed.size === 0) return;
  const mine = [...typed];
  typed.clear();
  const back = () => mine.forEach((name) => typed.add(name));
  const answer = await fetch(form.action + "/auto-save", { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => undefined);
  const body = await answer?.json().catch(() => undefined);
  if (!body) { back(); return say("Not saved: nobody answers."); }
  if (answer.ok || answer.status === 409) form.elements.version.value = body.version;
  if (answer.ok) {
    for (const [name, text] of Object.entries(body.values)) if (form.elements["was." + name]) form.elements["was." + name].value = text;
    return say("Saved as a draft.");
  }
  back();
  if (answer.status !== 409) return say("Not saved: " + body.problems.join(" "));
  const theirs = Object.keys(body.values).filter((name) => form.elements["was." + name] && form.elements["was." + name].value !== body.values[name]);
  const both = theirs.filter((name) => typed.has(name));
  for (const name of theirs) {
    form.elements["was." + name].value = body.values[name];
    if (!typed.has(name)) setField(name, body.values[name]);
  }
  say(both.length > 0
    ? body.by + " changed " + both.join(", ") + " meanwhile. What you typed is kept and saved over it."
    : body.by + " changed this entry meanwhile. What you typed is kept.");
}
setInterval(save, 5000);`;
