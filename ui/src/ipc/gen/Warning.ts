export type Warning = { code: string, text: string, };
