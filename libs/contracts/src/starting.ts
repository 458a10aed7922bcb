/** Reason why a runner that has not read the log yet takes no jobs. In a file without zod: the page loads it first. */
export const STARTING = 'It is starting.';
