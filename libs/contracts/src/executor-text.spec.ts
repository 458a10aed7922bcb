import { countText, endedOrUnknownText, endedText, listingText, taskStateText, totalOf } from './executor-text.ts';
import type { ExecutorListing } from './views/details.ts';

const count = (phase: 'running' | 'waiting', state: string, number: number, reason: string | null = null) => ({
  phase,
  state,
  reason,
  count: number,
});
const counts = [count('waiting', 'PENDING', 90, 'Resources'), count('running', 'RUNNING', 8)];
const listing: Pick<ExecutorListing, 'name' | 'label' | 'counts' | 'as_of' | 'unknown'> = {
  name: 'slurm',
  label: 'Slurm',
  counts,
  as_of: '2026-03-01T09:00:40.000Z',
  unknown: null,
};
const timeOf = (iso: string) => iso.slice(11, 16);
const ending = (ids: number, ended_count = ids) => ({
  name: 'slurm',
  ended: Array.from({ length: ids }, (_, id) => String(id + 812)),
  ended_count,
  asked_at: '2026-03-01T09:00:40.000Z',
  proven_at: '2026-03-01T09:00:42.000Z',
});

describe('the text about tasks on other machines', () => {
  it.each([
    ['pending (QOSMaxJobsPerUserLimit)', 'PENDING', 'QOSMaxJobsPerUserLimit', null],
    ['running on node[1-2]', 'RUNNING', null, 'node[1-2]'],
    ['out of memory', 'OUT_OF_MEMORY', null, null],
  ])('shows "%s" like the executor', (words, state, reason, node) => {
    expect(taskStateText({ state, reason, node })).toBe(words);
  });

  it('counts tasks by state, running ones first', () => {
    expect(countText(counts)).toBe('8 running, 90 pending (Resources)');
    expect([totalOf(counts), totalOf(counts, 'waiting', 'held')]).toEqual([98, 90]);
  });

  it('states why an executor does not answer, and its last report', () => {
    expect(listingText(listing, timeOf)).toBe('Slurm: 8 running, 90 pending (Resources)');
    expect(listingText({ ...listing, counts: [] }, timeOf)).toBe('Slurm: no job');
    const unknown = 'squeue did not answer in 10 s';
    expect(listingText({ ...listing, unknown }, timeOf)).toBe(
      'Slurm: not known. squeue did not answer in 10 s. At 09:00: 8 running, 90 pending (Resources)',
    );
    expect(listingText({ ...listing, unknown, as_of: null, counts: [] }, timeOf)).toBe(
      'Slurm: not known. squeue did not answer in 10 s',
    );
  });

  it('states what was cancelled, with its ids', () => {
    expect(endedText(ending(1))).toBe('1 Slurm job cancelled, none left: 812');
    expect(endedText(ending(200, 1_000))).toBe(
      '1000 Slurm jobs cancelled, none left: 812, 813, 814, 815, 816 and 995 more',
    );
    expect(endedText(ending(0))).toBe('no Slurm job left');
    expect(endedText({ ...ending(12), name: 'awsbatch' })).toMatch(/^12 AWS Batch jobs cancelled, none left: 812, /);
    expect(endedText({ ...ending(0), proven_at: null })).toBeNull();
    expect(endedOrUnknownText({ ...ending(0), name: 'google-batch', proven_at: null })).toBe(
      'Google Batch cannot be asked whether tasks are left',
    );
    expect(endedOrUnknownText(ending(0))).toBe('no Slurm job left');
  });

  it('mentions containers for a container engine', () => {
    const docker = { ...ending(0), name: 'docker' };
    expect(endedText(docker)).toBe('no Docker container left');
    expect(endedText({ ...docker, ended: ['4ac7b568b0ff', '1ec55f17fc0c'], ended_count: 2 })).toBe(
      '2 Docker containers ended, none left: 4ac7b568b0ff, 1ec55f17fc0c',
    );
    expect(endedText({ ...docker, name: 'k8s', ended: ['nf-1'], ended_count: 1 })).toBe(
      '1 Kubernetes pod ended, none left: nf-1',
    );
    expect(listingText({ ...listing, name: 'docker', label: 'Docker', counts: [] }, timeOf)).toBe(
      'Docker: no container',
    );
  });
});
