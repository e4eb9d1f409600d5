// Conveniences only: without script every page does the same job. At most about 100 lines in all.
"use strict";

document.addEventListener("keydown", function (event) {
  // "/" goes to the search field, as long as nobody is typing.
  var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  var field = document.getElementById("search");
  if (event.key === "/" && !typing && field) {
    event.preventDefault();
    field.focus();
  }
});
