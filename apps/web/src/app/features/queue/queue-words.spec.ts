import { at, NOON } from '../../testing/views.ts';
import { ranWords, tooLargeWords } from './queue-words.ts';

describe('a job that is too large', () => {
  it('says what it needs, with memory as its pipeline declares it', () => {
    const words = (resources: { cpus?: number; memory_bytes?: number }) => tooLargeWords({ resources });
    expect(words({ cpus: 64, memory_bytes: 256 * 2 ** 30 })).toBe(
      'It needs 64 cores and 256 GB of memory, and no runner has that.',
    );
    expect(words({ cpus: 1 })).toBe('It needs 1 core, and no runner has that.');
  });
});

describe('the time that a job has run', () => {
  const job = { status: 'running', started_at: at(0), paused: null, paused_ms: 60_000 } as const;

  it('is without its pauses, and stands still while one lasts', () => {
    const paused = { ...job, status: 'paused', paused: { mode: 'freeze', since: at(120) } } as const;
    expect(ranWords(job, NOON + 120_000)).toBe('1 m 00 s');
    expect([200, 900].map((second) => ranWords(paused, NOON + second * 1_000))).toEqual(['1 m 00 s', '1 m 00 s']);
  });

  it('is none before its start', () => {
    expect(ranWords({ ...job, status: 'pending', started_at: null }, NOON)).toBe('starting');
  });
});
