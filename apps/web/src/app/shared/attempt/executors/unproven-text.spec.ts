import { lastSeenText, unprovenText } from './unproven-text.ts';

describe('a job whose executors did not prove the end of its tasks', () => {
  it('states since when, what each executor reports, and that they are polled again', () => {
    const since = '2026-11-30T10:00:00.000Z';
    const message = 'Slurm does not answer: squeue did not answer in 10 s';
    const executors = [{ name: 'slurm', message, left: [], left_count: null }];
    expect(unprovenText({ since, executors }, Date.parse(since))).toMatch(
      /^Not proven since .+ that all tasks have stopped\. Slurm does not answer: squeue did not answer in 10 s\. The job stays as it is, and they are asked again until they answer\. If they never do, an administrator can abandon it\.$/,
    );
  });
});

describe('tasks that were last seen alive', () => {
  const slurm = (count: number, left_count: number | null = count) => {
    const left = Array.from({ length: count }, (_, n) => ({ native_id: String(n + 1), state: 'RUNNING' }));
    return { name: 'slurm', message: '', left, left_count };
  };

  it('are named by id, the first twenty, with the number of the others', () => {
    expect(lastSeenText([slurm(2), { ...slurm(1), name: 'local' }])).toBe('1 (RUNNING), 2 (RUNNING), 1 (RUNNING)');
    expect(lastSeenText([slurm(25, 300)])).toMatch(/^1 \(RUNNING\), .*, 20 \(RUNNING\) and 280 more$/);
    expect(lastSeenText([slurm(0, null)])).toBe('');
  });
});
