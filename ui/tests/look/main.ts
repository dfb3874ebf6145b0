// The window on invented answers, for looking at screens while the engine is away:
//   npx vite --port 5816, then /tests/look/index.html?screen=units
import "../../src/styles/tokens.css";
import "../../src/styles/fonts.css";
import "../../src/styles/base.css";

import { mount } from "svelte";

import App from "../../src/App.svelte";
import { Session, type Screen } from "../../src/lib/session.svelte";
import { startTheme } from "../../src/lib/theme.svelte";
import { worldHost } from "../worldHost";

const asked = new URLSearchParams(location.search);

startTheme();
const target = document.getElementById("app");
if (target) {
  const session = new Session(worldHost(!asked.has("start")));
  session.start();
  session.screen = (asked.get("screen") as Screen | null) ?? "units";
  mount(App, { target, props: { session } });
}
