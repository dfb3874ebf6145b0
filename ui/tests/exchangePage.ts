// The exchange screens as every test of them begins: opened by their key on an engine of a few lines.
import "./browser";

import { fireEvent, render, screen } from "@testing-library/svelte";

import App from "../src/App.svelte";
import { exchangePlace } from "../src/features/exchange/place.svelte";
import { Session } from "../src/lib/session.svelte";
import { ExchangeHost } from "./fakeExchange";

export async function open(prepare: (host: ExchangeHost) => void = () => undefined) {
  const host = new ExchangeHost();
  prepare(host);
  const session = new Session(host);
  exchangePlace.enter("");
  render(App, { session });
  session.start();
  await screen.findByRole("navigation", { name: "Màn hình" });
  await fireEvent.keyDown(document.body, { key: "5", altKey: true });
  await screen.findByRole("heading", { name: "Trao đổi" });
  return { host, session };
}

export const key = (name: string, more: KeyboardEventInit = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
export const ctrl = (name: string, more: KeyboardEventInit = {}) => key(name, { ctrlKey: true, ...more });
export const text = (element: Element | null) => element?.textContent?.replace(/\s+/g, " ").trim() ?? "";
