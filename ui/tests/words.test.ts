import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { describe, expect, it } from "vitest";

import en from "../../assets/words/en/ui.json";
import vi from "../../assets/words/vi/ui.json";
import { fill, setLanguage, t } from "../src/words/words.svelte";

const sources = (readdirSync("src", { recursive: true }) as string[])
  .filter((file) => /\.(svelte|ts)$/.test(file) && !file.includes("gen"))
  .map((file) => readFileSync(path.join("src", file), "utf8"))
  .join("\n");

/** Keys written out, and the beginnings of keys that end in a state or a name. */
const asked = [...sources.matchAll(/\bt\("([^"]+)"/g)].map(([, key]) => key as string);
const named = [...sources.matchAll(/"([a-z_]+(?:\.[a-z_]+)+)"/g)].map(([, key]) => key as string);
const written = new Set([...asked, ...named]);
const begun = [...sources.matchAll(/`([a-z_]+(?:\.[a-z_]+)*\.)\$\{/g)].map(([, start]) => start as string);

describe("the words of the window", () => {
  it("have the same keys in both languages", () => {
    expect(Object.keys(en)).toEqual(Object.keys(vi));
  });

  it("are all used", () => {
    const unused = Object.keys(vi).filter((key) => !written.has(key) && !begun.some((start) => key.startsWith(start)));
    expect(unused).toEqual([]);
  });

  it("are all there", () => {
    expect(asked.length).toBeGreaterThan(150);
    expect(asked.filter((key) => !(key in vi))).toEqual([]);
  });

  it("name the same parameters in both languages", () => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const [key, text] of Object.entries(vi)) {
      expect(names((en as Record<string, string>)[key] ?? ""), key).toEqual(names(text));
    }
  });

  it("are composed Unicode in the spelling of Decree 30", () => {
    for (const [key, text] of Object.entries(vi)) {
      expect(text, key).toBe(text.normalize("NFC"));
      // hóa, hủy, thủy: the mark stands on the first vowel, unless a consonant follows, as in thoát.
      expect(text, key).not.toMatch(/(hoá|huỷ|thuỷ|luỹ|khoá)(?!\p{L})/iu);
    }
  });

  it("are Vietnamese until another language is chosen", () => {
    expect(t("nav.tasks")).toBe("Nhiệm vụ");
    setLanguage("en");
    expect(t("nav.tasks")).toBe("Tasks");
    setLanguage("vi");
  });

  it("keep the gap of a parameter without a value", () => {
    expect(fill("Quá {days} ngày, {more}", { days: 4 })).toBe("Quá 4 ngày, {more}");
  });
});
