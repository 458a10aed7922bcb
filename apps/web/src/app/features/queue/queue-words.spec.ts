import { tooLargeWords } from './queue-words.ts';

describe('a job that is too large', () => {
  it('says what it needs, with memory as its pipeline declares it', () => {
    const words = (resources: { cpus?: number; memory_bytes?: number }) => tooLargeWords({ resources });
    expect(words({ cpus: 64, memory_bytes: 256 * 2 ** 30 })).toBe(
      'It needs 64 cores and 256 GB of memory, and no runner has that.',
    );
    expect(words({ cpus: 1 })).toBe('It needs 1 core, and no runner has that.');
  });
});
