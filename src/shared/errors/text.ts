export const textErrors = {}
