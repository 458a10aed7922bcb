/** Resolves when every promise that can settle has settled, after a turn of the event loop. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
