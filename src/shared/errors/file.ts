export const fileErrors = {}
