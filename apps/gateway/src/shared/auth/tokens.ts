/** Injection token of `AdminToken`. */
export const ADMIN_TOKEN = Symbol('AdminToken');
