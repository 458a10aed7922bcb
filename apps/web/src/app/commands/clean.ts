import type { CleanPreview, CleanTarget, HistoryEntry, JobView } from '@reprise/contracts';
import { bytes, count, plural } from '../shared/format.ts';
import { hasEnded } from '../shared/status/status.ts';
import type { CountedCleans } from './base/count-cleans.ts';
import type { CommandFlag, CommandOption, DialogContext, DialogText, JobPageCommand } from './base/page-command.ts';

const TARGETS: readonly CleanTarget[] = ['work_dir', 'partial_outputs', 'results', 'all'];
const LABELS: Record<CleanTarget, string> = {
  work_dir: 'Work dir',
  partial_outputs: 'Partial outputs: results so far and unfinished tasks',
  results: 'Results',
  all: 'Work dir and results',
};

/** Places of the deleted files. */
const PLACES: Record<CleanTarget, string> = {
  work_dir: 'in its work and launch dirs',
  partial_outputs: 'of results so far and unfinished tasks',
  results: 'in its output dirs',
  all: 'in its work, launch and output dirs',
};

const option = (what: CleanTarget): CommandOption => ({
  flag: what,
  group: 'what',
  label: () => LABELS[what],
  ...(what === 'all' && { labelOfMany: 'Delete their results too' }),
  body: { what },
  isOffered: ({ cleanable }) => cleanable.includes(what),
});

const targetOf = (chosen: ReadonlySet<CommandFlag>): CleanTarget =>
  TARGETS.find((what) => chosen.has(what)) ?? 'work_dir';

export const clean = {
  isDestructive: true,
  reasons: ['Disk is nearly full', 'Results are archived'],
  dialog: (job, context) => ({
    title: `Clean ${job.sample_name}?`,
    lead: 'Its files are deleted for good. The audit trail, the logs and the attempts stay.',
    ...deleted(job, context),
    dismiss: 'Keep files',
  }),
  many: ({ chosen, counted = null, isSettled = false, tellsRefusals = false }) => ({
    lead: chosen.has('all')
      ? 'Work dirs and results are deleted for good, and none of the jobs can be resumed.'
      : 'Their work dirs are deleted for good, and none of the jobs can be resumed. Results are kept.',
    points: [
      { icon: 'trash', strong: 'Deleted:', text: deletedOfMany(counted) },
      ...notCounted(counted, tellsRefusals),
      ...(isSettled ? [] : [keptOfMany(chosen)]),
    ],
    ...(counted !== null && typeof counted !== 'string' && counted.paths.length > 0 && { paths: counted.paths }),
  }),
  options: TARGETS.map(option),
  deletes: {
    fields: ['what', 'storage_id'],
    target: ({ what }) => TARGETS.find((target) => target === what) ?? 'work_dir',
  },
  preview: { about: targetOf, read: (api, job, what) => api.commandPreview(job.job_id, 'clean', { what }) },
  countMany: async ({ api, jobIds, chosen, settled, emit, signal }) => {
    const { countCleans } = await import('./base/count-cleans.ts');
    const ask = (job_ids: string[]) => api.cleanPreviews({ job_ids, what: targetOf(chosen), ...settled });
    return countCleans(jobIds, ask, emit, signal);
  },
  outcome,
} satisfies JobPageCommand<CleanPreview>;

function deleted(
  job: JobView,
  { preview, problem, chosen }: DialogContext<CleanPreview>,
): Pick<DialogText, 'points' | 'confirm' | 'paths' | 'isHarmless'> {
  if (preview === null)
    return {
      points: [{ icon: 'trash', strong: 'Deleted:', text: problem ?? 'counting…' }],
      confirm: 'Delete files',
    };
  const what = targetOf(chosen);
  return {
    points: [
      { icon: 'trash', strong: 'Deleted:', text: `${sizeOf(preview)} ${PLACES[what]}.` },
      ...(preview.linked > 0 ? [linked(preview.linked)] : []),
      ...(preview.remote ? [remote(preview.remote)] : []),
      resume(job, preview, what),
    ],
    confirm: preview.files > 0 ? `Delete ${bytes(preview.bytes)}` : 'Delete files',
    paths: preview.paths,
  };
}

const sizeOf = ({ files, bytes: size, complete }: Pick<CleanPreview, 'files' | 'bytes' | 'complete'>): string =>
  complete ? `${plural(files, 'file')}, ${bytes(size)}` : `more than ${plural(files, 'file')}, ${bytes(size)}`;

type Point = DialogText['points'][number];

function deletedOfMany(counted: CountedCleans | string | null): string {
  if (counted === null || typeof counted === 'string') return counted ?? 'counting…';
  const { asked, of, refused, away } = counted;
  if (asked < of) return `counting… ${sizeOf(counted)} of the first ${count(asked)} of ${plural(of, 'job')}.`;
  return `${sizeOf(counted)} of ${plural(asked - refused - away, 'job')}.`;
}

function notCounted(counted: CountedCleans | string | null, tellsRefusals: boolean): Point[] {
  if (counted === null || typeof counted === 'string') return [];
  const { refused, away } = counted;
  const parts = [
    ...(refused > 0 && !tellsRefusals ? [`${plural(refused, 'job')} ${refused === 1 ? 'refuses' : 'refuse'} it`] : []),
    ...(away > 0 ? [`of ${plural(away, 'job')} the runner with the files does not answer`] : []),
  ];
  if (parts.length === 0) return [];
  return [{ icon: 'triangle-alert', strong: 'Not counted:', text: `${parts.join('; ')}.` }];
}

const linked = (count: number): Point => ({
  icon: 'link',
  strong: `${plural(count, 'file')} of the work dir ${count === 1 ? 'is' : 'are'} kept,`,
  text: `because results link to ${count === 1 ? 'it' : 'them'}.`,
});

/** Files in a work dir are kept if remaining results link to them. */
const keptOfMany = (chosen: ReadonlySet<CommandFlag>): Point => ({
  icon: 'shield-check',
  strong: 'Kept:',
  text: chosen.has('all')
    ? 'the audit trail and the logs.'
    : 'the audit trail, the logs, and files that results link to.',
});

const remote = (url: string): Point => ({
  icon: 'hard-drive',
  strong: 'Not deleted:',
  text: `${url} is in an object store. Its lifecycle rules apply.`,
});

function resume(job: JobView, { resume_possible }: CleanPreview, what: CleanTarget): Point {
  if (job.status === 'completed')
    return { icon: 'shield-check', strong: 'Kept:', text: what === 'work_dir' ? 'its results.' : 'what it recorded.' };
  return resume_possible
    ? { icon: 'shield-check', strong: 'It can still be resumed', text: 'from its finished tasks.' }
    : { icon: 'triangle-alert', strong: 'It cannot be resumed afterwards,', text: 'only rerun from scratch.' };
}

async function outcome(job: JobView, readLatest: () => Promise<HistoryEntry[]>, since: number): Promise<string> {
  const history: HistoryEntry[] = await readLatest().catch(() => []); // only the number would be missing
  const { typedHistory } = await import('./base/typed-history.ts');
  const ending = typedHistory(history).find(
    ({ seq, type }) => seq > since && (type === 'cleaned' || type === 'clean_failed'),
  );
  if (!ending && !hasEnded(job)) return `${job.sample_name} was started again: its files were not cleaned`;
  if (ending?.type === 'clean_failed')
    return `Not all files of ${job.sample_name} could be deleted: ${ending.data.left[0]?.path ?? ''}: ${ending.data.left[0]?.reason ?? ''}`;
  return ending?.type === 'cleaned'
    ? `${job.sample_name} is clean: ${bytes(ending.data.bytes)} freed`
    : `${job.sample_name} is clean`;
}
