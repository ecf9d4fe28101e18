export const niftiErrors = {}
