/** Resolves when every promise that can settle has: a turn of the event loop, and no time, lies between. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
