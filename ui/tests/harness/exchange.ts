// Packages on a host of made-up answers: /tests/harness/exchange.html?theme=dark&view=held&files=7,la&many=5000
import "../../src/styles/tokens.css";
import "../../src/styles/fonts.css";
import "../../src/styles/base.css";

import { mount } from "svelte";

import App from "../../src/App.svelte";
import { inboxOf } from "../../src/features/exchange/inbox.svelte";
import { exchangePlace, type ExchangeView } from "../../src/features/exchange/place.svelte";
import { Session } from "../../src/lib/session.svelte";
import { setTheme, startTheme } from "../../src/lib/theme.svelte";
import { setLanguage } from "../../src/words/words.svelte";
import { BODIES, ExchangeHost, FOLDER, HANDOVER } from "../fakeExchange";

const asked = new URLSearchParams(location.search);

startTheme();
setTheme(asked.get("theme") === "dark" ? "dark" : "light");
setLanguage(asked.get("language") === "en" ? "en" : "vi");
const host = new ExchangeHost({}, !asked.has("start"));
host.many = Number(asked.get("many") ?? 0);
if (asked.has("bodies")) host.bodies = Array.from({ length: Number(asked.get("bodies")) }, (_, index) => ({ ...BODIES[1 + (index % 3)]!, body: index + 10, name: `Phường số ${index + 1}` }));
if (asked.has("folder")) host.shared = asked.get("folder") === "gone" ? { ...FOLDER, state: "missing", files: [], text: "Chưa thấy USB có nhãn “TRAODOI”. Hãy cắm USB rồi quét lại." } : FOLDER;
const standing = asked.get("standing");
if (standing === "unsure" || standing === "older" || standing === "copied") host.openAs({ place: { standing, from: standing === "older" ? "" : "D:\\De an 06\\so-phuong-tra-an.so06" } });
if (asked.has("handed")) host.openAs({ read_only: true, handed_over: HANDOVER });
if (asked.has("foretold")) host.foretold = [{ id: 90, name: "Phường Trà Nóc", fingerprint: "W5KT-3DQZ" }];
host.picks = (asked.get("files") ?? "7,la,lon,hong").split(",").filter((name) => name !== "").map((name) => `/media/USB/${name}.so06x`);
Object.assign(globalThis, { host });

const target = document.getElementById("app");
if (target) {
  const session = new Session(host);
  session.start();
  mount(App, { target, props: { session } });
  session.screen = "exchange";
  setTimeout(() => {
    exchangePlace.view = (asked.get("view") as ExchangeView | null) ?? "inbox";
    if (session.head && !asked.has("empty")) void inboxOf(session).addPaths(host.picks);
  }, 100);
}
