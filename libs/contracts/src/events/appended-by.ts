import { subjectPattern } from '../subjects.ts';
import type { EventType } from './catalog.ts';
import { refusedTypes, type RefusedType } from './refused.ts';

/** The services that append events, each under a login of its own. */
export type Appender = 'gateway' | 'runner';

const gateway = ['gateway'] as const;
const runner = ['runner'] as const;

const refusals = Object.fromEntries(refusedTypes.map((type) => [type, gateway])) as Record<RefusedType, typeof gateway>;

/** Who may append an event of a type: the server's permissions are made of it, and the documents say it. */
export const appendedBy = {
  submitted: gateway,
  rerun_requested: gateway,
  resume_requested: gateway,
  restart_requested: gateway,
  attempt_claimed: runner,
  attempt_started: runner,
  cancel_requested: gateway,
  pause_requested: gateway,
  paused: runner,
  unpause_requested: gateway,
  unpaused: runner,
  priority_changed: gateway,
  attempt_succeeded: runner,
  attempt_failed: runner,
  /** The gateway ends only attempts that nobody has claimed. */
  attempt_cancelled: ['gateway', 'runner'],
  cancel_unconfirmed: runner,
  cleaned: runner,
  task_submitted: runner,
  task_started: runner,
  task_cached: runner,
  task_completed: runner,
  task_failed: runner,
  task_retried: runner,
  task_aborted: runner,
  task_cache_missed: runner,
  plan_observed: runner,
  session_observed: runner,
  inputs_observed: runner,
  ...refusals,
  queue_paused: gateway,
  queue_resumed: gateway,
  concurrency_limit_changed: gateway,
  slot_taken: runner,
  slot_released: runner,
} as const satisfies Record<EventType, readonly Appender[]>;

/** Types that are published so that programs can be made for them, and that nothing appends in this release. */
export const reservedTypes: ReadonlySet<EventType> = new Set<EventType>([
  'restart_requested',
  'pause_requested',
  'paused',
  'unpause_requested',
  'unpaused',
  'priority_changed',
  'cleaned',
  'queue_paused',
  'queue_resumed',
  'concurrency_limit_changed',
]);

/** The subjects under which a service may append: one for each type, of any job or queue. */
export const subjectsAppendedBy = (appender: Appender): string[] =>
  (Object.entries(appendedBy) as [EventType, readonly Appender[]][])
    .filter(([, appenders]) => appenders.includes(appender))
    .map(([type]) => subjectPattern(type));
