export const demoErrors = {}
