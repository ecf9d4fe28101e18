export const dicomErrors = {}
