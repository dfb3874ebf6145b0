// What is round the tasks on a host of made-up answers: /tests/harness/meeting.html?screen=outreach&theme=dark
import "../../src/styles/tokens.css";
import "../../src/styles/fonts.css";
import "../../src/styles/base.css";

import { mount } from "svelte";

import App from "../../src/App.svelte";
import { Session, type Screen } from "../../src/lib/session.svelte";
import { setTheme, startTheme } from "../../src/lib/theme.svelte";
import { setLanguage } from "../../src/words/words.svelte";
import { MeetingHost } from "../fakeMeeting";
import { planAnswers } from "../fakePlan";

const asked = new URLSearchParams(location.search);

startTheme();
setTheme(asked.get("theme") === "dark" ? "dark" : "light");
setLanguage(asked.get("language") === "en" ? "en" : "vi");
const host = new MeetingHost(planAnswers().answers);
host.many = Number(asked.get("many") ?? 0);
host.readonly = asked.has("readonly");
if (asked.has("empty")) Object.assign(host, { meetings: [], contacts: [], reminders: [], documents: [], commendations: [] });
Object.assign(globalThis, { host });

const target = document.getElementById("app");
if (target) {
  const session = new Session(host);
  session.start();
  mount(App, { target, props: { session } });
  session.screen = (asked.get("screen") as Screen | null) ?? "meeting";
}
