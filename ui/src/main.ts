import "./styles/tokens.css";
import "./styles/fonts.css";
import "./styles/base.css";

import { mount } from "svelte";

import App from "./App.svelte";
import { connect } from "./ipc/host";
import { Session } from "./lib/session.svelte";
import { startTheme } from "./lib/theme.svelte";
import { language } from "./words/words.svelte";

startTheme();
document.documentElement.lang = language();

const target = document.getElementById("app");
if (target) {
  const session = new Session(await connect());
  session.start();
  mount(App, { target, props: { session } });
}
