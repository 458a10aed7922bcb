import type { CleanPreview, CleanTarget } from '@reprise/contracts';
import type { CountedCleans } from './base/count-cleans.ts';
import { aJob, anEntry } from '../testing/views.ts';
import { clean } from './clean.ts';

const NONE: CleanPreview = {
  what: 'work_dir',
  files: 0,
  bytes: 0,
  complete: true,
  paths: [],
  linked: 0,
  remote: null,
  resume_possible: false,
};

describe('the dialog for cleaning a job', () => {
  it('offers exactly the files that the server would delete', () => {
    const offered = (cleanable: CleanTarget[]) =>
      clean.options.filter(({ isOffered }) => isOffered?.(aJob({ cleanable }))).map(({ flag }) => flag);
    expect(offered(['work_dir', 'results', 'all'])).toEqual(['work_dir', 'results', 'all']);
    expect(offered(['results', 'all'])).toEqual(['results', 'all']);
  });
});

describe('the statement about the deletion in the dialog of a clean', () => {
  it.each<[CleanTarget, string]>([
    ['work_dir', '6 files, 7.3 kB in its work and launch dirs.'],
    ['partial_outputs', '6 files, 7.3 kB of results so far and unfinished tasks.'],
    ['results', '6 files, 7.3 kB in its output dirs.'],
    ['all', '6 files, 7.3 kB in its work, launch and output dirs.'],
  ])('names where the files of %s are', (what, text) => {
    const preview = { ...NONE, files: 6, bytes: 7_319 };
    const context = { now: 0, preview, chosen: new Set<CleanTarget>([what]) };
    expect(clean.dialog(aJob({ status: 'completed' }), context).points[0]).toMatchObject({ strong: 'Deleted:', text });
  });
});

describe('the outcome of a clean', () => {
  const cleaned = { ...anEntry('cleaned', { data: { bytes: 5_000_000 } }), seq: 7 };
  const outcome = (job: Parameters<typeof aJob>[0], since: number) =>
    clean.outcome(aJob(job), () => Promise.resolve([cleaned]), since);

  it('is what this clean freed, without earlier ones', async () => {
    expect(await outcome({ status: 'completed' }, 6)).toMatch(/is clean: .* freed$/);
    expect(await outcome({ status: 'completed' }, 8)).toBe('NA12878 is clean');
  });

  it('is empty if the job was started again before', async () => {
    expect(await outcome({ status: 'pending', attempt: 2 }, 6)).toMatch(/is clean: .* freed$/);
    expect(await outcome({ status: 'pending', attempt: 2 }, 8)).toBe(
      'NA12878 was started again: its files were not cleaned',
    );
  });
});

describe('the dialog for cleaning many jobs', () => {
  const points = (counted: Partial<CountedCleans> | string | null) => {
    const none = { asked: 40, of: 40, refused: 0, away: 0, files: 0, bytes: 0, complete: true, paths: [] };
    const sum = counted === null || typeof counted === 'string' ? counted : { ...none, ...counted };
    return clean.many({ chosen: new Set(), counted: sum }).points.map(({ strong, text }) => `${strong} ${text}`);
  };

  it('keeps files that results link to if the results stay', () => {
    const kept = (...flags: CleanTarget[]) => clean.many({ chosen: new Set(flags) }).points.at(-1)!.text;
    expect(kept()).toContain('files that results link to');
    expect(kept('all')).toBe('the audit trail and the logs.');
  });

  it('states how many files and bytes it deletes, also during the count', () => {
    expect(points(null)[0]).toBe('Deleted: counting…');
    expect(points({ asked: 20, files: 300, bytes: 5_000_000 })[0]).toMatch(
      /^Deleted: counting… 300 files, [\d.]+ MB of the first 20 of 40 jobs\.$/,
    );
    expect(points({ files: 1_234, bytes: 5_000_000 })[0]).toMatch(/^Deleted: 1,234 files, [\d.]+ MB of 40 jobs\.$/);
    expect(points('The runner is away.')[0]).toBe('Deleted: The runner is away.');
  });

  it('states for how many jobs it deletes nothing, and for how many that is unknown', () => {
    expect(points({ refused: 1, away: 2, files: 5 }).slice(0, 2)).toEqual([
      'Deleted: 5 files, 0 B of 37 jobs.',
      'Not counted: 1 job refuses it; of 2 jobs the runner with the files does not answer.',
    ]);
  });
});
