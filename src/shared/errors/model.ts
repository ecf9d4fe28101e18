export const modelErrors = {}
