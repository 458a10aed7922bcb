import { waitUntil } from '@reprise/testing';

const DEADLINE_MS = 30_000;

/** Returns what `look` returns as soon as that is not null. @throws Error naming what was waited for, after 30 s */
export const eventually = <T>(what: string, look: () => Promise<T | null>): Promise<T> =>
  waitUntil(async () => (await look()) ?? undefined, { what, milliseconds: DEADLINE_MS });
