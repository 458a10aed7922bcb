import type { JetStreamManager } from '@nats-io/jetstream';
import { STREAM } from '@reprise/contracts';
import type { Link } from '../link.ts';
import { directGet } from './direct-get.ts';
import type { ReadPage } from './read.ts';

/** Reads stored messages that match a filter, without retry. */
export interface Reader {
  readonly readPage: ReadPage;
  /** Returns the sequence of the last message that matches a filter; 0 if there is none. */
  readonly lastSeq: (filter: string) => Promise<number>;
}

/**
 * Reads with direct gets, which any server with a replica answers. The server does not check their filter against the
 * login's permissions.
 */
export const directReader = (link: Link, timeout: number): Reader => ({
  readPage: (request) => directGet(link, request, timeout),
  lastSeq: async (filter) => (await directGet(link, { last_by_subj: filter }, timeout)).messages[0]?.seq ?? 0,
});

/**
 * Returns the sequence of the last message that matches a filter, from the leader of the stream; 0 if there is none.
 */
export const leaderLastSeq =
  (link: Link, { streams }: JetStreamManager) =>
  async (filter: string): Promise<number> =>
    (await link.answer(streams.getMessage(STREAM, { last_by_subj: filter })))?.seq ?? 0;
