"use strict";
// Opens the folded part that a link leads into, where the browser does not do so by itself.
const reveal = () => {
  const target = document.getElementById(location.hash.slice(1));
  let folded = target && target.closest("details:not([open])");
  if (!folded) return;
  for (; folded; folded = target.closest("details:not([open])")) folded.open = true;
  target.scrollIntoView();
};
addEventListener("hashchange", reveal);
reveal();
// Moves over the values that the table states; it computes none.
for (const section of document.querySelectorAll(".turning")) {
  const slider = section.querySelector("input");
  const stops = slider.dataset.stops.split(" ");
  const rows = [...section.querySelectorAll("tr[data-at]")];
  const show = () => {
    const limit = stops[slider.value];
    const given = slider.value === slider.dataset.assumed;
    let standing = 0;
    for (const row of rows) {
      const side = Number(limit) - Number(row.dataset.at);
      const beside = side === 0 ? "turns here" : side < 0 ? row.dataset.below : row.dataset.above;
      const said = given ? "stands" : beside;
      row.querySelector(".now").textContent = said;
      row.classList.toggle("fallen", !said.startsWith("stands"));
      standing += said.startsWith("stands");
    }
    section.querySelector(".limit").textContent = limit;
    const assumed = given ? ", as assumed" : "";
    const told = `at most ${limit} times${assumed}: ${standing} of ${rows.length} verdicts stand`;
    section.querySelector("output").textContent = told;
    slider.setAttribute("aria-valuetext", told);
  };
  slider.value = slider.dataset.assumed;
  slider.addEventListener("input", show);
  section.querySelector(".control").hidden = false;
  show();
}
