import type { Link } from '../link.ts';
import { directGet } from './direct-get.ts';
import type { ReadPage } from './read.ts';

/** Reads stored messages under a filter, without retry. */
export interface Reader {
  readonly readPage: ReadPage;
  /** Returns the sequence of the last message under a filter; 0 if there is none. */
  readonly lastSeq: (filter: string) => Promise<number>;
}

/** Reads by direct gets. The server does not check their filter against the login's permissions. */
export const directReader = (link: Link, timeout: number): Reader => ({
  readPage: (request) => directGet(link, request, timeout),
  lastSeq: async (filter) => (await directGet(link, { last_by_subj: filter }, timeout)).messages[0]?.seq ?? 0,
});
