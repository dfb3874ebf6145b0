export type GridSum = { indicator: number, text: string | null, counted: number, of: number, illustrative: boolean, };
