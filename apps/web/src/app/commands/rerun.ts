import type { JobUsage, JobView, MissingInput, PreviewOf } from '@reprise/contracts';
import { bytes, count, plural } from '../shared/format.ts';
import type { Api } from '../core/api/api.ts';
import { mayRemainOfMany, mayRemainPoints } from './base/may-remain.ts';
import type { CommandFlag, DialogText, JobPageCommand } from './base/page-command.ts';

export const rerun = {
  isDestructive: true,
  reasons: ['Reference was updated', 'Result is in doubt'],
  dialog(job, { chosen, preview }) {
    const keepsAll = chosen.has('keep_results') && chosen.has('keep_work_dir');
    const title = `Rerun ${job.sample_name}?`;
    if (!hasFiles(job))
      return {
        title,
        lead: 'It runs from scratch. No attempt of it has started, so there is nothing to delete.',
        points: [{ icon: 'shield-check', strong: 'Kept:', text: keptText(new Set()) }],
        confirm: 'Rerun job',
        isHarmless: true,
        dismiss: 'Not now',
      };
    return {
      title,
      lead: chosen.has('keep_results')
        ? 'It runs again from scratch. Its new results are stored next to the previous ones.'
        : 'This will delete previous results and restart from scratch. Continue?',
      points: [
        ...mayRemainPoints(job, preview),
        ...missingPoints(chosen.has('keep_results'), preview?.missing_inputs),
        ...(keepsAll ? [] : [{ icon: 'trash', strong: 'Deleted:', text: deletedText(chosen, preview) } as const]),
        { icon: 'shield-check', strong: 'Kept:', text: keptText(chosen) },
      ],
      confirm: keepsAll ? 'Rerun job' : 'Delete and rerun',
      isHarmless: keepsAll,
      dismiss: 'Not now',
    };
  },
  many: ({ chosen, jobs }) => {
    const keepsAll = chosen.has('keep_results') && chosen.has('keep_work_dir');
    return {
      lead: chosen.has('keep_results')
        ? 'They run again from scratch. New results are stored next to the previous ones.'
        : 'This will delete previous results of each and restart from scratch. Continue?',
      points: [
        ...mayRemainOfMany({ jobs }),
        ...(keepsAll ? [] : [{ icon: 'trash', strong: 'Deleted:', text: deletedOfMany(chosen) } as const]),
        { icon: 'shield-check', strong: 'Kept:', text: keptText(chosen) },
      ],
      isHarmless: keepsAll,
    };
  },
  preview: { read: readPreview },
  options: [
    { flag: 'keep_results', label: () => 'Keep results', labelOfMany: 'Keep results', isOffered: hasFiles },
    {
      flag: 'keep_work_dir',
      label: (job) => `Keep the work dir of ${lastRunText(job)}`,
      labelOfMany: 'Keep the work dirs',
      isOffered: hasFiles,
    },
  ],
  approval: { isNeeded: ({ status }) => status === 'completed', text: 'of a completed job' },
  deletes: {
    fields: ['keep_results', 'keep_work_dir'],
    target: ({ keep_results, keep_work_dir }) => {
      if (keep_results === true) return keep_work_dir === true ? null : 'work_dir';
      return keep_work_dir === true ? 'results' : 'all';
    },
  },
  alternative: { command: 'resume', text: 'A resume would keep the finished steps.' },
  outcome: ({ sample_name, status, attempt }) =>
    `${sample_name} ${status === 'pending' ? 'waits to run' : 'runs'} again from scratch, attempt ${attempt}`,
} satisfies JobPageCommand<RerunPreview>;

/** Files that a rerun deletes, and missing inputs. */
export type RerunPreview = JobUsage & PreviewOf<'rerun'>;

async function readPreview(api: Api, job: JobView): Promise<RerunPreview> {
  const [usage, inputs] = await Promise.all([api.usage(job.job_id), api.commandPreview(job.job_id, 'rerun')]);
  return { ...usage, ...inputs };
}

/** Maximum number of paths in a dialog. */
const MOST_NAMED = 3;

/** Names missing inputs; empty if there are none. */
export function missingPoints(keepsResults: boolean, missing: readonly MissingInput[] = []): DialogText['points'] {
  if (missing.length === 0) return [];
  const named = missing.slice(0, MOST_NAMED).map(({ field, path }) => `${field.replace(/^params\./, '')} ${path}`);
  const more = missing.length - named.length;
  const paths = [...named, ...(more > 0 ? [`${count(more)} more`] : [])].join(', ');
  const them = missing.length === 1 ? 'it' : 'them';
  const then = keepsResults
    ? `The rerun may fail without ${them}.`
    : `A rerun without ${them} is refused unless the results are kept.`;
  return [{ icon: 'triangle-alert', strong: 'Not there any more:', text: `${paths}. ${then}` }];
}

/** The run from which a job's files come. An attempt that never started left earlier files in place. */
export const lastRunText = ({ attempt, started_at }: Pick<JobView, 'attempt' | 'started_at'>): string =>
  started_at === null ? 'the last run' : `attempt ${attempt}`;

/** Whether the job may have results and a work dir. A job that is rerun before it ever started has none. */
function hasFiles({ attempt, started_at }: JobView): boolean {
  return attempt > 1 || started_at !== null;
}

function deletedText(chosen: ReadonlySet<CommandFlag>, usage: JobUsage | null): string {
  if (usage?.complete && usage.results.files + usage.work_dir.files === 0) return 'nothing, no files of it are left.';
  return listed(
    chosen,
    `previous results${sizeOf(usage, 'results')}`,
    `its work and launch dirs${sizeOf(usage, 'work_dir')}`,
    'them',
  );
}

const deletedOfMany = (chosen: ReadonlySet<CommandFlag>): string =>
  listed(chosen, 'previous results', 'their work and launch dirs', 'them');

/** @param it pronoun for the work dirs */
function listed(chosen: ReadonlySet<CommandFlag>, results: string, workDirs: string, it: string): string {
  if (!chosen.has('keep_results'))
    return `${[results, ...(chosen.has('keep_work_dir') ? [] : [workDirs])].join(', and ')}.`;
  return `${workDirs}, unless results are links to files in ${it}.`;
}

/** " (4 files, 1.2 GB)"; empty if unknown. */
function sizeOf(usage: JobUsage | null, part: 'results' | 'work_dir'): string {
  if (!usage) return '';
  const { files, bytes: size } = usage[part];
  if (usage.complete || files < 1000) return ` (${plural(files, 'file')}, ${bytes(size)})`;
  return ` (more than ${count(files)} files, ${bytes(size)})`;
}

function keptText(chosen: ReadonlySet<CommandFlag>): string {
  const more = chosen.has('keep_results') ? 'previous results, ' : '';
  return `${more}the audit trail and the attempts so far.`;
}
