/** Resolves when every promise that can settle has, after a turn of the event loop. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
