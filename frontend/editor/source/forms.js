// What the tools ask for: the address of a link, the numbers of a list, an image and its words.
import { NodeSelection } from "prosemirror-state";
import * as commands from "./commands.js";
import { button, element, field, token } from "./dom.js";
import { panel } from "./panel.js";
import { schema } from "./schema.js";

const choices = (...buttons) => element("p", { class: "choices" }, ...buttons);

/** People also write an address without its scheme: "example.org". */
export function addressed(typed) {
  const words = typed.trim();
  if (!words || /^(https?:|mailto:)/i.test(words)) return words;
  return words.includes("@") && !words.includes("/") ? `mailto:${words}` : `https://${words}`;
}

export function linkForm(box, view) {
  const { from, href } = commands.linked(view.state);
  const address = element("input", {
    class: "form-control",
    type: "text",
    inputmode: "url",
    autocapitalize: "off",
    autocomplete: "off",
    placeholder: "https://",
  });
  address.value = href;
  const run = (command) => {
    form.close();
    command(view.state, view.dispatch);
  };
  const add = () => (addressed(address.value) ? run(commands.link(addressed(address.value))) : address.focus());
  const form = panel(box, {
    name: gettext("Link"),
    view,
    pos: from,
    enter: add,
    children: [
      field(gettext("Web address"), address),
      choices(
        button(href ? gettext("Change link") : gettext("Add link"), add, { class: "btn btn-primary" }),
        ...(href ? [button(gettext("Remove link"), () => run(commands.unlink))] : []),
      ),
    ],
  });
  address.select();
  return true;
}

const TYPES = [
  ["", "1, 2, 3"],
  ["a", "a, b, c"],
  ["A", "A, B, C"],
  ["i", "i, ii, iii"],
  ["I", "I, II, III"],
];

export function numbersForm(box, view) {
  const list = commands.around(view.state, schema.nodes.ordered_list);
  const start = element("input", { class: "form-control", type: "number", min: "0", step: "1", inputmode: "numeric" });
  start.value = list.node.attrs.start;
  const type = element("select", { class: "form-select" }, ...TYPES.map(([value, words]) => element("option", { value }, words)));
  type.value = list.node.attrs.type ?? "";
  const set = () => {
    const number = Number(start.value);
    if (start.value === "" || !Number.isInteger(number)) return start.focus();
    form.close();
    commands.started(number, type.value || null)(view.state, view.dispatch);
  };
  const form = panel(box, {
    name: gettext("Numbers of the list"),
    view,
    pos: view.state.selection.from,
    enter: set,
    children: [
      field(gettext("Start at"), start),
      field(gettext("Style of numbers"), type),
      choices(button(gettext("Change numbers"), set, { class: "btn btn-primary" })),
    ],
  });
  start.select();
  return true;
}

async function upload(editor, file, alt) {
  const body = new FormData();
  body.set("file", file);
  body.set("alt", alt);
  const answer = await fetch(editor.images, {
    method: "POST",
    headers: { "X-CSRFToken": token(editor.text.form) },
    body,
    redirect: "error",
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.refused ?? "", { cause: told });
  return told.src;
}

/** Asks for an image and its words; for the words only if it is there already, as a file or in the text. */
export function imageForm(editor, view, given = null) {
  const { selection } = view.state;
  const chosen = selection instanceof NodeSelection && selection.node.type === schema.nodes.image ? selection.node : null;
  const file = element("input", { class: "form-control", type: "file", accept: "image/png, image/jpeg, image/gif, image/webp" });
  const words = element("input", { class: "form-control", type: "text", maxlength: "500", dir: "auto", autocomplete: "off" });
  words.value = chosen?.attrs.alt ?? "";
  const wrong = element("p", { class: "invalid-feedback", role: "alert" });
  async function set() {
    const picture = given ?? file.files[0];
    if (!chosen && !picture) return (wrong.textContent = gettext("Please choose an image."));
    if (!words.value.trim()) {
      wrong.textContent = gettext("Please say what the image shows. Screen readers read it out.");
      return words.focus();
    }
    wrong.textContent = chosen ? "" : gettext("Uploading…");
    try {
      const src = chosen ? chosen.attrs.src : await upload(editor, picture, words.value.trim());
      form.close();
      commands.image(src, words.value.trim())(view.state, view.dispatch);
    } catch (error) {
      wrong.textContent =
        (error.cause && error.message) || gettext("The image was not uploaded because the portal is not responding. Please try again.");
    }
  }
  const form = panel(editor.box, {
    name: gettext("Image"),
    view,
    pos: selection.from,
    enter: set,
    children: [
      ...(chosen || given ? [] : [field(gettext("Image file"), file)]),
      field(gettext("What the image shows"), words),
      wrong,
      choices(button(chosen ? gettext("Save description") : gettext("Add image"), set, { class: "btn btn-primary" })),
    ],
  });
  (chosen || given ? words : file).focus();
  return true;
}
