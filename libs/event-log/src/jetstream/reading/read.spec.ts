import { jobKindFilter } from '@reprise/contracts';
import { encode, type StoredMessage } from '../../codec/codec.ts';
import { newId } from '../../ids.ts';
import { priorityChange } from '../../log-under-test.fixture.ts';
import { Quarantine } from '../../quarantine.ts';
import { readFilter, type PageSource } from './read.ts';

const job = newId();
const filter = jobKindFilter(job, 'life');
const stored: StoredMessage[] = [1, 4, 7].map((seq) => ({
  ...encode(priorityChange(job, seq)),
  seq,
  stored_at: '2026-01-01T00:00:00.000Z',
}));

/** Servers that have the messages up to these sequences, and answer in this order. The last one answers repeatedly. */
function cluster(...ends: number[]) {
  let asked = 0;
  const source: PageSource = {
    quarantine: new Quarantine(),
    leaderLastSeq: () => Promise.resolve(7),
    readPage: ({ seq: from, batch }) => {
      const end = ends[Math.min(asked, ends.length - 1)]!;
      asked += 1;
      const found = stored.filter(({ seq }) => seq >= from && seq <= end);
      const messages = found.slice(0, batch);
      return Promise.resolve({ messages, pending: found.length - messages.length });
    },
  };
  return { source, asked: () => asked };
}

async function seqsOf(source: PageSource, from: number, to: number): Promise<number[]> {
  const seqs: number[] = [];
  for await (const page of readFilter(source, filter, from, to)) seqs.push(...page.map(({ seq }) => seq));
  return seqs;
}

describe('reading in a cluster', () => {
  it('reads on until a server has what the leader has', async () => {
    expect(await seqsOf(cluster(0, 1, 1, 7).source, 1, Infinity)).toEqual([1, 4, 7]);
    expect(await seqsOf(cluster(4, 7).source, 5, Infinity)).toEqual([7]);
  });

  it('reads to the end of the range, and not further', async () => {
    expect(await seqsOf(cluster(1, 4).source, 1, 4)).toEqual([1, 4]);
    expect(await seqsOf(cluster(1, 7).source, 1, 5)).toEqual([1, 4]);
  });

  it('does not wait if the leader has nothing', async () => {
    const servers = cluster(7);
    expect(await seqsOf(servers.source, 8, Infinity)).toEqual([]);
    expect(servers.asked()).toBe(1);
  });
});
