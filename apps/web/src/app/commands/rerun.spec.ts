import type { JobView } from '@reprise/contracts';
import { aCancelledJob, aJob } from '../testing/views.ts';
import type { CommandFlag } from './base/page-command.ts';
import type { Api } from '../core/api/api.ts';
import { rerun, type RerunPreview } from './rerun.ts';

const usage: RerunPreview = {
  results: { files: 4, bytes: 2_000_000 },
  work_dir: { files: 1212, bytes: 3_000_000_000 },
  complete: true,
  missing_inputs: [],
  may_remain: null,
};
const dialog = (flags: CommandFlag[], counted: RerunPreview | null = usage) => {
  const { points, ...text } = rerun.dialog(aJob({ status: 'completed' }), {
    now: 0,
    chosen: new Set(flags),
    preview: counted,
  });
  return { ...text, points: points.map(({ strong, text: words }) => `${strong} ${words}`) };
};

describe('the dialog for rerunning many jobs', () => {
  it('mentions the work dirs of all jobs', () => {
    const text = (flags: CommandFlag[]) => rerun.many({ chosen: new Set(flags) }).points[0]!.text;
    expect(text([])).toBe('previous results, and their work and launch dirs.');
    expect(text(['keep_results'])).toBe('their work and launch dirs, unless results are links to files in them.');
  });
});

describe('the dialog for rerunning a job', () => {
  it('mentions no results and no work dir of a job that never started', () => {
    const text = (job: Partial<JobView>) => {
      const shown = aCancelledJob(job);
      const { lead, points, confirm } = rerun.dialog(shown, { now: 0, chosen: new Set(), preview: null });
      const offered = rerun.options.filter(({ isOffered }) => isOffered(shown)).map(({ flag }) => flag);
      return { lead, points: points.map(({ strong }) => strong), confirm, offered };
    };
    expect(text({ started_at: null })).toEqual({
      lead: 'It runs from scratch. No attempt of it has started, so there is nothing to delete.',
      points: ['Kept:'],
      confirm: 'Rerun job',
      offered: [],
    });
    const again = text({ started_at: null, attempt: 2 });
    expect(again).toMatchObject({ points: ['Deleted:', 'Kept:'], offered: ['keep_results', 'keep_work_dir'] });
    expect(text({}).points).toEqual(again.points);
  });

  it('offers to keep the work dir of the last run, also after an attempt that never started', () => {
    const labels = (job: Partial<JobView>) => {
      const shown = aCancelledJob(job);
      return rerun.options.flatMap(({ flag, label }) => (flag === 'keep_work_dir' ? [label(shown)] : []));
    };
    expect(labels({ attempt: 2 })).toEqual(['Keep the work dir of attempt 2']);
    expect(labels({ attempt: 2, started_at: null })).toEqual(['Keep the work dir of the last run']);
  });

  it('states how many files it deletes', () => {
    expect(dialog([]).points[0]).toBe(
      'Deleted: previous results (4 files, 2.0 MB), and its work and launch dirs (1,212 files, 3.0 GB).',
    );
    expect(dialog([], { ...usage, complete: false }).points[0]).toContain('(more than 1,212 files, 3.0 GB)');
  });

  it('names missing inputs first, and warns that it is refused unless it keeps the results', async () => {
    const missing_inputs = [{ field: 'params.input_dir', path: '/uploads/PAT-1' }];
    const api = {
      usage: () => Promise.resolve(usage),
      commandPreview: () => Promise.resolve({ missing_inputs }),
    } as unknown as Api;
    const read = await rerun.preview.read(api, aJob({ status: 'completed' }));
    expect(dialog([], read).points[0]).toBe(
      'Not there any more: input_dir /uploads/PAT-1. A rerun without it is refused unless the results are kept.',
    );
    expect(dialog(['keep_results'], read).points[0]).toContain('The rerun may fail without it.');
    const many = { ...usage, missing_inputs: [1, 2, 3, 4].map((n) => ({ field: 'sheet', path: `/in/${n}` })) };
    expect(dialog([], many).points[0]).toContain('sheet /in/1, sheet /in/2, sheet /in/3, 1 more. A rerun without them');
  });

  it('states that no file is left to delete', () => {
    const none = { files: 0, bytes: 0 };
    expect(dialog([], { ...usage, results: none, work_dir: none }).points[0]).toBe(
      'Deleted: nothing, no files of it are left.',
    );
  });

  it('names what it deletes during the count of files', () => {
    expect(dialog([], null).points[0]).toBe('Deleted: previous results, and its work and launch dirs.');
  });

  it('names only what is not kept', () => {
    expect(dialog(['keep_results'])).toMatchObject({
      lead: 'It runs again from scratch. Its new results are stored next to the previous ones.',
      points: [
        'Deleted: its work and launch dirs (1,212 files, 3.0 GB), unless results are links to files in them.',
        'Kept: previous results, the audit trail and the attempts so far.',
      ],
    });
    expect(dialog(['keep_work_dir']).points[0]).toBe('Deleted: previous results (4 files, 2.0 MB).');
  });

  it('does not mention a deletion if it keeps everything', () => {
    expect(dialog(['keep_results', 'keep_work_dir'])).toMatchObject({
      confirm: 'Rerun job',
      isHarmless: true,
      points: ['Kept: previous results, the audit trail and the attempts so far.'],
    });
  });
});
