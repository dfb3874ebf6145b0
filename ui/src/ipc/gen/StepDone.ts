export type StepDone = { label: string, };
