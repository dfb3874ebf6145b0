export type ExampleInfo = { name: string, title: string, description: string, };
