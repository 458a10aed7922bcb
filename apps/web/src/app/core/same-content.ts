/** Equality of signals that hold plain data, by content. */
export const sameContent = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
