// The signs on the buttons: lines on a field of 24 by 24.
const LINES = {
  strong: "M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z",
  em: "M10 5h7M7 19h7M14 5l-4 14",
  u: "M7 4v7a5 5 0 0 0 10 0V4M6 20h12",
  s: "M16 8c-.4-2-2-3-4.200-3C9.500 5 8 6.200 8 8c0 1 .5 1.800 1.500 2.400M4 12h16M7.500 16c.5 2 2.200 3 4.500 3 2.600 0 4.200-1.300 4.200-3.200 0-.7-.2-1.300-.6-1.800",
  sup: "M4 8l8 10M12 8l-8 10M16 5a2 2 0 1 1 3.400 1.400L16 10h4",
  sub: "M4 6l8 10M12 6l-8 10M16 15a2 2 0 1 1 3.400 1.400L16 20h4",
  bullets: "M9 6h11M9 12h11M9 18h11M4.500 6h.01M4.500 12h.01M4.500 18h.01",
  numbers: "M10 6h10M10 12h10M10 18h10M4 4.500L5.500 4v5M4 14.500c.2-1.200 2.600-1 2.400.4C6.300 16 4 17 4 18.500h2.600",
  indent: "M4 5h16M12 10h8M12 14h8M4 19h16M4 9l3 3-3 3",
  outdent: "M4 5h16M12 10h8M12 14h8M4 19h16M7 9l-3 3 3 3",
  quote: "M5 5v14M10 7h10M10 12h10M10 17h7",
  numbered: "M4 5.500L5.500 5v5M10 6h10M10 10.500h10M10 15h10M10 19.500h6",
  table: "M4 5h16v14H4zM4 10h16M4 14.500h16M12 10v9",
  footnote: "M4 9h9M4 14h14M4 19h14M17.500 4L19 3.500V9",
  link: "M10 14a4 4 0 0 0 6 .4l2.800-2.800a4 4 0 0 0-5.600-5.600L12 7.200M14 10a4 4 0 0 0-6-.4l-2.800 2.800a4 4 0 0 0 5.600 5.600L12 16.800",
  image: "M4 5h16v14H4zM4 16l5-5 4 4 2-2 5 4M15 9h.01",
  undo: "M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10h-3",
  redo: "M16 5l4 4-4 4M20 9H10a5 5 0 0 0 0 10h3",
  direction: "M11 4v10M15 4v10M17 4h-6.500a2.500 2.500 0 0 0 0 5H11M4 19h15M16 16l3 3-3 3",
  start: "M4 5.500L5.500 5v5M10 7h10M10 12h10M10 17h10M4 15h3M5.500 13.500v3",
  more: "M6 12h.01M12 12h.01M18 12h.01",
};

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const made = document.createElementNS(space, "svg");
  made.setAttribute("viewBox", "0 0 24 24");
  made.setAttribute("aria-hidden", "true");
  made.setAttribute("class", `sign sign-${name}`);
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", LINES[name]);
  made.append(line);
  return made;
}
