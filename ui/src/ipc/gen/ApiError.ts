export type ApiError = { code: string, params: Record<string, string>, detail: string, message: string, };
