/** What the screen of safety shows below its facts. */
export const SECTIONS = ["copies", "proof", "examine"] as const;
export type Section = (typeof SECTIONS)[number];

/** Kept while other screens are open. `file` is one that another screen asks to have examined. */
export const safetyPlace = $state<{ section: Section; file: string | null }>({ section: "copies", file: null });
