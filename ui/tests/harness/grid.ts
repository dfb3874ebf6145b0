// The grid on a made-up book, to look at it and to measure it: `npm run dev`, then
// /tests/harness/grid.html?units=3321&columns=60&delay=15&theme=dark. It is no input of the build.
import "../../src/styles/tokens.css";
import "../../src/styles/fonts.css";
import "../../src/styles/base.css";

import { mount } from "svelte";

import App from "../../src/App.svelte";
import { Session } from "../../src/lib/session.svelte";
import { setTheme, startTheme } from "../../src/lib/theme.svelte";
import { setLanguage } from "../../src/words/words.svelte";
import { GridWorld } from "../gridWorld";

const asked = new URLSearchParams(location.search);
const number = (name: string, otherwise: number) => Number(asked.get(name) ?? otherwise);

startTheme();
setTheme(asked.get("theme") === "dark" ? "dark" : "light");
setLanguage(asked.get("language") === "en" ? "en" : "vi");

const empty = asked.has("empty");
const absent = asked.get("absent");
const world = new GridWorld({
  units: number("units", 8),
  columns: number("columns", 5),
  delay: number("delay", 0),
  closed: asked.has("closed"),
  ...(absent === null ? {} : { absent: Number(absent) }),
  ...(empty ? { filled: () => false } : {}),
});
if (asked.has("asked")) {
  const at = { body: 10, indicator: 100, period: "2024-T03" };
  world.ask({ ...at, question: "Vì sao nhỏ hơn số tháng trước?" });
  world.ask({ ...at, body: 11, question: "Đã gồm liên thông chưa?" }, { answer: "Đã gồm đủ.", state: "answered" });
}
Object.assign(window, { world });

const target = document.getElementById("app");
if (target) {
  const session = new Session(world);
  session.start();
  session.screen = "counts";
  mount(App, { target, props: { session } });
}
