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

document.addEventListener("input", function () {
  // The sum of the fields named in data-sum stands beside them; "-name" is taken off.
  document.querySelectorAll("[data-sum]").forEach(function (one) {
    var told = one.getAttribute("data-sum").trim().split(/\s+/).map(function (name) {
      var field = document.getElementsByName(name.replace(/^-/, ""))[0];
      return field && field.value ? (name[0] === "-" ? -1 : 1) * field.value : null;
    }).filter(function (figure) { return figure !== null; });
    one.textContent = told.length ? told.reduce(function (a, b) { return a + b; }, 0) : "－";
  });
});
