// Files and texts on a host of made-up answers: /tests/harness/intake.html?theme=dark&many=3321
import "../../src/styles/tokens.css";
import "../../src/styles/fonts.css";
import "../../src/styles/base.css";

import { mount } from "svelte";

import App from "../../src/App.svelte";
import { figurePlace, type FigureView } from "../../src/features/figures/place.svelte";
import { Session } from "../../src/lib/session.svelte";
import { setTheme, startTheme } from "../../src/lib/theme.svelte";
import { setLanguage } from "../../src/words/words.svelte";
import { closing, gridOf, matrixOf } from "../fakeFigures";
import { IntakeHost } from "../fakeIntake";

const asked = new URLSearchParams(location.search);
const told = <T>(value: T) => ({ value, changes: [] });

startTheme();
setTheme(asked.get("theme") === "dark" ? "dark" : "light");
setLanguage(asked.get("language") === "en" ? "en" : "vi");
const host = new IntakeHost({
  submissions: (request) => {
    const matrix = matrixOf(Number(asked.get("units") ?? 8), request);
    return told({ ...matrix, periods: matrix.periods.map((period, index) => ({ ...period, period: `2024-T0${index + 1}` })) });
  },
  save_forms: ({ bodies, folder }) => told(bodies.map((body) => ({ path: `${folder}/bieu-${body}-thang-3-2024.xlsx`, bytes: 9000 }))),
  export_book: () => told({ files: 34, bytes: 812_334, rows: 51_020 }),
  table_picture: () => told("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="),
  record_count: () => told(null as never),
  closing: () => told(closing),
  counts: () => told(gridOf(false)),
  cell_history: () => told([]),
});
host.many = Number(asked.get("many") ?? 0);
Object.assign(globalThis, { host });

const target = document.getElementById("app");
if (target) {
  const session = new Session(host);
  session.start();
  mount(App, { target, props: { session } });
  session.screen = "counts";
  setTimeout(() => figurePlace.show((asked.get("view") as FigureView | null) ?? "intake"), 100);
}
