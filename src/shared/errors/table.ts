export const tableErrors = {}
