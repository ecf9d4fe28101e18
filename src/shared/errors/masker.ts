export const maskerErrors = {}
