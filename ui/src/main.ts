import "./styles/tokens.css";
import "./styles/fonts.css";
import "./styles/base.css";

import { mount } from "svelte";

import App from "./App.svelte";
import { connect } from "./ipc/host";
import { Session } from "./lib/session.svelte";
import { startTheme } from "./lib/theme.svelte";
import { language, setLanguage } from "./words/words.svelte";

startTheme();
setLanguage(language());

const target = document.getElementById("app");
if (target) {
  const session = new Session(await connect());
  session.start();
  mount(App, { target, props: { session } });
}
