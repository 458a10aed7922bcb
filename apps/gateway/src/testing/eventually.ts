import { waitUntil } from '@reprise/testing';

/** Polls `look` until it returns a value. @throws Error that names the condition, after two minutes */
export const eventually = <T>(what: string, look: () => Promise<T | null>): Promise<T> =>
  waitUntil(async () => (await look()) ?? undefined, { what });
