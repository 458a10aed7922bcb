import type { EventOf } from '../command-rules.ts';
import { isOfHolder } from '../holder.ts';
import { pending } from '../pending.ts';
import { isOpen, leftOn, type Cleaning, type EndedJob, type Job } from '../state.ts';

type CleanEvent = EventOf<'clean_requested' | 'cleaned' | 'clean_failed'>;

/**
 * Folds the request or outcome of a clean into the state of an ended job. Only the runner that stores the files reports
 * the outcome.
 */
export function evolveClean(state: Job, event: CleanEvent): Job {
  if (isOpen(state) || event.data.attempt !== state.attempt) return state;
  if (event.type !== 'clean_requested') return done(state, event as EventOf<'cleaned' | 'clean_failed'>);
  if (state.cleaning) return state;
  const { what, rule, reason, storage_id } = (event as EventOf<'clean_requested'>).data;
  const left = storage_id !== undefined && { storage_id };
  return { ...state, cleaning: { ...pending('cleaning', event), what, ...left, by: rule ?? event.actor, reason } };
}

/** Clean that starts when a cancelled attempt ends, if the pipeline's policy deletes its files. */
export function cleanAfterCancel(event: EventOf<'attempt_cancelled'>): { readonly cleaning?: Cleaning } {
  const { clean } = event.data;
  if (!clean) return {};
  const { what, keep_results, rule } = clean;
  const kept = keep_results && { keep_results: true as const };
  return { cleaning: { ...pending('cleaning', event), what, ...kept, by: rule, reason: null } };
}

function done(state: EndedJob, event: EventOf<'cleaned' | 'clean_failed'>): EndedJob {
  const storageId = state.cleaning?.storage_id;
  if (storageId !== undefined) return doneWithLeft(state, event, storageId);
  if (!isOfHolder(event, state.last_run?.runner_id ?? null)) return state;
  const { cleaning, clean_failed: before, ...rest } = state;
  const removed = { at: event.time, by: cleaning?.by ?? saidBy(event) };
  const results = event.type === 'cleaned' && (cleaning?.what === 'results' || cleaning?.what === 'all');
  if (event.data.resume_possible && !results && !cleaning) return state;
  return {
    ...rest,
    ...(!event.data.resume_possible && { cleaned: state.cleaned ?? removed }),
    ...(results && { results_cleaned: removed }),
    ...(event.type === 'clean_failed' && cleaning && { clean_failed: { at: event.time, what: cleaning.what } }),
    ...(before && isLeftBy(cleaning?.what, before.what) && { clean_failed: before }),
  };
}

/** Actor of a deletion without a request, as reported by the runner. A runner cannot act on behalf of a user. */
const saidBy = ({ data, actor }: EventOf<'cleaned' | 'clean_failed'>): string =>
  'by' in data && !data.by.startsWith('user:') ? data.by : actor;

/** Whether a clean covers less than an earlier, incomplete one: finished tasks are kept for a resume. */
const isLeftBy = (what: Cleaning['what'] | undefined, failed: Cleaning['what']): boolean =>
  (what === 'partial_outputs' || what === 'all_but_resume') && (failed === 'work_dir' || failed === 'all');

/** Outcome of a clean of files that a rerun left behind; files of the latest run are unaffected. */
function doneWithLeft(state: EndedJob, event: EventOf<'cleaned' | 'clean_failed'>, storageId: string): EndedJob {
  if (!isOfHolder(event, leftOn(state, storageId)?.runner_id ?? null)) return state;
  const { cleaning: _, left = [], ...rest } = state;
  const others = left.filter(({ storage_id }) => storage_id !== storageId);
  const failed = left.filter(({ storage_id }) => event.type === 'clean_failed' && storage_id === storageId);
  const remaining = [...others, ...failed.map((files) => ({ ...files, clean_failed_at: event.time }))];
  return { ...rest, ...(remaining.length > 0 && { left: remaining }) };
}
