export const imageErrors = {}
