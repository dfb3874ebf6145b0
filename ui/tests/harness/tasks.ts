// The task screens on a made-up book, to look at them and to measure them: `npm run dev`, then
// /tests/harness/tasks.html?many=1000&theme=dark. It is no input of the build.
import "../../src/styles/tokens.css";
import "../../src/styles/fonts.css";
import "../../src/styles/base.css";

import { mount } from "svelte";

import App from "../../src/App.svelte";
import { Session, type Screen } from "../../src/lib/session.svelte";
import { setTheme, startTheme } from "../../src/lib/theme.svelte";
import { setLanguage } from "../../src/words/words.svelte";
import { TaskHost } from "../fakeTasks";

const asked = new URLSearchParams(location.search);

startTheme();
setTheme(asked.get("theme") === "dark" ? "dark" : "light");
setLanguage(asked.get("language") === "en" ? "en" : "vi");

const world = new TaskHost(Number(asked.get("many") ?? 0));
world.delay = Number(asked.get("delay") ?? 0);
world.readonly = asked.has("readonly");
if (asked.has("empty")) world.book.tasks = [];
Object.assign(window, { world });

const target = document.getElementById("app");
if (target) {
  const session = new Session(world);
  session.start();
  session.screen = (asked.get("screen") as Screen | null) ?? "tasks";
  mount(App, { target, props: { session } });
}
