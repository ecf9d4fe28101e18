export const studyErrors = {}
