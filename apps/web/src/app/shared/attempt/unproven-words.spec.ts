import { unprovenWords } from './unproven-words.ts';

describe('a job whose executors did not prove that its tasks have ended', () => {
  it('says since when, what each of them says, and that they are asked again', () => {
    const since = '2026-11-30T10:00:00.000Z';
    const message = 'Slurm does not answer: squeue did not answer in 10 s';
    const executors = [{ name: 'slurm', message, left: [], left_count: null }];
    expect(unprovenWords({ since, executors }, Date.parse(since))).toMatch(
      /^Not proven since .+ that no task goes on\. Slurm does not answer: squeue did not answer in 10 s\. The job stays as it is, and they are asked again until they answer\.$/,
    );
  });
});
