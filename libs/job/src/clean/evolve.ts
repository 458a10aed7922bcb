import type { LifecycleEvent, Recorded } from '@reprise/contracts';
import { isOfHolder } from '../holder.ts';
import { pending } from '../pending.ts';
import type { Cleaning, EndedJob } from '../state.ts';

type Event<T> = Extract<Recorded<LifecycleEvent>, { type: T }>;
type CleanEvent = Event<'clean_requested' | 'cleaned' | 'clean_failed'>;

/** Folds a clean's request or end into the state of a job that has ended. Only the runner with its files ends a clean. */
export function evolveClean(state: EndedJob, event: CleanEvent): EndedJob {
  if (event.data.attempt !== state.attempt) return state;
  if (event.type !== 'clean_requested') return done(state, event as Event<'cleaned' | 'clean_failed'>);
  if (state.cleaning) return state;
  const { what, rule, reason } = (event as Event<'clean_requested'>).data;
  return { ...state, cleaning: { ...pending('cleaning', event), what, by: rule ?? event.actor, reason } };
}

/** Clean that begins with the end of a cancelled attempt, where the policy of its pipeline deletes files. */
export function cleanAfterCancel(event: Event<'attempt_cancelled'>): { readonly cleaning?: Cleaning } {
  const { clean } = event.data;
  if (!clean) return {};
  const { what, keep_results, rule } = clean;
  const kept = keep_results && { keep_results: true as const };
  return { cleaning: { ...pending('cleaning', event), what, ...kept, by: rule, reason: null } };
}

function done(state: EndedJob, event: Event<'cleaned' | 'clean_failed'>): EndedJob {
  if (!isOfHolder(event, state.last_run?.runner_id ?? null)) return state;
  const { cleaning, clean_failed: _, ...rest } = state;
  const by = 'by' in event.data ? event.data.by : (cleaning?.by ?? event.actor);
  const removed = { at: event.time, by };
  const results = event.type === 'cleaned' && (cleaning?.what === 'results' || cleaning?.what === 'all');
  if (event.data.resume_possible && !results && !cleaning) return state;
  return {
    ...rest,
    ...(!event.data.resume_possible && { cleaned: state.cleaned ?? removed }),
    ...(results && { results_cleaned: removed }),
    ...(event.type === 'clean_failed' && cleaning && { clean_failed: { at: event.time, what: cleaning.what } }),
  };
}
