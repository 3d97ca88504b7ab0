// Whoever changes the language stays where they are: every part of a page has the same id in all languages.
document.querySelector(".languages").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || scrollY < innerHeight / 2) return;
  const above = [...document.querySelectorAll("main [id]")].filter(
    (part) => part.getClientRects().length && part.getBoundingClientRect().top < innerHeight / 3,
  );
  if (above.length) link.hash = above.pop().id;
});
