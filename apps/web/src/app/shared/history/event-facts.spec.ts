import { eventFacts } from './event-facts.ts';

describe('the facts of an event', () => {
  it('are its data in text, without empty values and those in its sentence', () => {
    const data = {
      attempt: 2,
      reason: 'wrong sample',
      signal: null,
      message: '',
      exit_code: 137,
      duration_ms: 566_000,
      disk_bytes: 1_500_000,
      processes_ended: 12_000,
      started_at: '2026-11-24T14:03:21.000Z',
      complete: true,
      process: { pid: 48213, start_time: '1' },
    };
    expect(eventFacts(data)).toEqual([
      { name: 'Exit code', value: '137' },
      { name: 'Duration', value: '9 m 26 s' },
      { name: 'Disk', value: '1.5 MB' },
      { name: 'Processes ended', value: '12,000' },
      { name: 'Started', value: '2026-11-24 14:03:21 UTC' },
      { name: 'Complete', value: 'yes' },
      { name: 'Process', value: 'pid 48213, start_time 1' },
    ]);
  });

  it('list the first items of a list, and count the others', () => {
    const outputs = Array.from({ length: 7 }, (_, i) => ({ kind: 'bam', path: `/o/${i}.bam`, bytes: 2_000 }));
    expect(eventFacts({ outputs, signals: [] })).toEqual([
      {
        name: 'Outputs',
        value: `${[0, 1, 2, 3, 4].map((i) => `kind bam, path /o/${i}.bam, bytes 2.0 kB`).join('; ')}; and 2 more`,
      },
    ]);
  });
});
