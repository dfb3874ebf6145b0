// The window on a host of made-up answers, to look at screens without an engine. `npm run dev`, then
// /tests/harness/index.html?units=3321&closing=closed&theme=dark. It is no input of the build.
import "../../src/styles/tokens.css";
import "../../src/styles/fonts.css";
import "../../src/styles/base.css";

import { mount } from "svelte";

import App from "../../src/App.svelte";
import { figurePlace, type FigureView } from "../../src/features/figures/place.svelte";
import { Session } from "../../src/lib/session.svelte";
import { setTheme, startTheme } from "../../src/lib/theme.svelte";
import { setLanguage } from "../../src/words/words.svelte";
import { closedView, closing, gridOf, indicators, matrixOf, page, words } from "../fakeFigures";
import { FakeHost, head } from "../fakeHost";

const asked = new URLSearchParams(location.search);
const closed = asked.get("closing") === "closed";
const told = <T>(value: T) => ({ value, changes: [] });

startTheme();
setTheme(asked.get("theme") === "dark" ? "dark" : "light");
setLanguage(asked.get("language") === "en" ? "en" : "vi");

const host = new FakeHost({
  book: () => told({ ...head, period: "2024-T03" }),
  indicators: () => told(indicators),
  indicator_words: ({ indicator }) => told({ ...words, indicator }),
  indicator_page: ({ indicator, body }) =>
    told({ ...page, indicator, body: body ?? 1, ...(body === null || body === 1 ? {} : { body_name: "Phường An Thới", ranking: { ...page.ranking, rows: [] } }) }),
  submissions: (request) => told(matrixOf(Number(asked.get("units") ?? 8), request)),
  closing: () => told(closed ? closedView : asked.get("closing") === "not_open" ? { ...closing, state: "not_open" as const, due_fixed: false } : closing),
  counts: () => told(gridOf(closed)),
  cell_history: () => told([]),
  show_in_grid: () => told(null),
});

const target = document.getElementById("app");
if (target) {
  const session = new Session(host);
  session.start();
  mount(App, { target, props: { session } });
  session.screen = "counts";
  // The frame clears the place of the book before: what is to be looked at is set after it.
  setTimeout(() => {
    const view = asked.get("view") as FigureView | null;
    if (view) figurePlace.show(view);
    if (asked.has("page")) figurePlace.openIndicator(session, 3, asked.get("page") === "" ? null : Number(asked.get("page")));
  }, 100);
}
