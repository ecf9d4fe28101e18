export const tensorErrors = {}
