import { waitUntil } from '@reprise/testing';

/** Returns what `look` returns as soon as that is not null. @throws Error naming what was waited for, after two minutes */
export const eventually = <T>(what: string, look: () => Promise<T | null>): Promise<T> =>
  waitUntil(async () => (await look()) ?? undefined, { what });
