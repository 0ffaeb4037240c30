// On a narrow screen a drawing of years opens at the present, and can be drawn back to its beginning.
(() => {
  function open() {
    const today = document.querySelector(".scroller .today");
    const scroller = today && today.closest(".scroller");
    if (!scroller) return;
    const seen = scroller.getBoundingClientRect();
    scroller.scrollLeft += today.getBoundingClientRect().left - seen.left - seen.width * 0.7;
  }

  open();
  document.addEventListener("htmx:afterSettle", open);
})();
