// The window on invented answers, for looking at screens while the engine is away:
//   npx vite --port 5816, then /tests/look/index.html?screen=units
import "../../src/styles/tokens.css";
import "../../src/styles/fonts.css";
import "../../src/styles/base.css";

import { mount } from "svelte";

import App from "../../src/App.svelte";
import { Session, type Screen } from "../../src/lib/session.svelte";
import { startTheme } from "../../src/lib/theme.svelte";
import { manyUnits } from "../unitsWorld";
import { worldHost } from "../worldHost";

const asked = new URLSearchParams(location.search);

startTheme();
const target = document.getElementById("app");
if (target) {
  const host = worldHost(!asked.has("start"));
  if (asked.has("many")) host.answers.units = ({ as_of }) => ({ value: manyUnits(as_of ?? "2024-03-18"), changes: [] });
  const session = new Session(host);
  session.start();
  session.screen = (asked.get("screen") as Screen | null) ?? "units";
  mount(App, { target, props: { session } });
}
