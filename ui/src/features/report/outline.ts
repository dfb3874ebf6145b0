import type { ReportSection, ReportText } from "../../ipc/types";

/** A section of the report with the texts that the officer writes in it. */
export interface Entry {
  section: ReportSection;
  texts: ReportText[];
  /** Sections below another are set in. */
  level: number;
}

/** Sections in the order of print; a text belongs to the section whose key it has or begins with. */
export function outline(sections: ReportSection[], texts: ReportText[]): Entry[] {
  const owner = (text: ReportText) =>
    sections
      .filter(({ key }) => text.section === key || text.section.startsWith(`${key}.`))
      .sort((a, b) => b.key.length - a.key.length)[0];
  // Decree 30 numbers sections I, II and what is below them 1, 2 or a), b).
  const below = /^(\d+\.|\p{Ll}\)) /u;
  return sections.map((section) => ({
    section,
    texts: texts.filter((text) => owner(text) === section),
    level: below.test(section.title) ? 1 : 0,
  }));
}

/** Texts that no section prints: they are shown too, or they could never be emptied. */
export function loose(sections: ReportSection[], texts: ReportText[]): ReportText[] {
  return texts.filter(
    (text) => !sections.some(({ key }) => text.section === key || text.section.startsWith(`${key}.`)),
  );
}
