// A small form that floats over the text: for a link, a footnote, the numbers of a list, an image.
import { element } from "./dom.js";

const GAP = 6; // px, between it and its place
const EDGE = 80; // px, at the foot of a phone, where the page has its main button

/**
 * Opens a panel in the box of an editor, below a place of its text, and returns { dom, close }.
 * `name` is what a screen reader says, `enter` what the Enter key does, and `closed` is called with whether the
 * person goes back to the text.
 */
export function panel(box, { name, view, pos, children, enter, closed }) {
  const dom = element("div", { class: "floating", role: "dialog", "aria-label": name }, ...children);
  const inside = (target) => target instanceof Element && (dom.contains(target) || target.closest(".floating, .tools")?.parentElement === box);
  let isOpen = true;

  function close(back = true) {
    if (!isOpen) return;
    isOpen = false;
    document.removeEventListener("pointerdown", outside, true);
    dom.remove();
    closed?.(back);
    if (back) view.focus();
  }
  const outside = ({ target }) => inside(target) || close(false);

  dom.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && event.target.matches("input, select")) {
      event.preventDefault();
      enter?.();
    }
  });
  dom.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !inside(relatedTarget) && close(false));
  document.addEventListener("pointerdown", outside, true);
  box.append(dom);

  const frame = box.getBoundingClientRect();
  const place = view.coordsAtPos(pos);
  const room = frame.width - dom.offsetWidth;
  const above = place.bottom + dom.offsetHeight + EDGE > window.innerHeight && place.top > dom.offsetHeight + EDGE;
  dom.style.top = `${(above ? place.top - dom.offsetHeight - GAP : place.bottom + GAP) - frame.top}px`;
  dom.style.left = `${Math.max(0, Math.min(place.left - frame.left, room))}px`;
  dom.scrollIntoView({ block: "nearest" });
  return { dom, close };
}
