// Shows of the list those entries that hold all words; nothing is fetched, so that it works from a file too.
"use strict";
const form = document.getElementById("search");
const field = document.getElementById("words");
const found = document.getElementById("found");
const entries = [...document.querySelectorAll("#list > li")];
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const texts = entries.map((entry) => plain(entry.textContent + " " + entry.dataset.words));

function look() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  let count = 0;
  entries.forEach((entry, index) => {
    entry.hidden = !words.every((word) => texts[index].includes(word));
    count += entry.hidden ? 0 : 1;
  });
  found.textContent = words.length ? found.dataset.found.replace("{count}", count) : "";
}

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("input", look);
const asked = new URLSearchParams(location.search).get("q");
if (asked) {
  field.value = asked;
  look();
}
