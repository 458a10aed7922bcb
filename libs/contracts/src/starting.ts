/** What holds back a runner that has not read the log yet. In a file without zod, for what the page loads first. */
export const STARTING = 'It is starting.';
