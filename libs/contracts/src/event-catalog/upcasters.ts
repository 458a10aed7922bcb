import type { EventType } from './catalog.ts';
import { refusedFromV1 } from './refused.ts';

/** Converts the data of one version to the next. Pure. */
export type Upcaster = (data: unknown) => unknown;

/** Upcasters by type, in order. The first one converts version 1 to 2. */
export type Upcasters = Partial<Record<EventType, readonly Upcaster[]>>;

/** For a version that only adds an optional field, so that older data remains valid. */
const unchanged: Upcaster = (data) => data;

export const upcasters: Upcasters = {
  // Version 2 adds `launch`, version 3 `sheet`, version 4 `resources`, version 5 `on_cancel`, version 6 `resume_after`,
  // version 7 `nextflow` and `syntax_parser` in `launch`, version 8 `labels`,
  // version 9 `batch`.
  submitted: [unchanged, unchanged, unchanged, unchanged, unchanged, unchanged, unchanged, unchanged],
  // Version 2 adds `syntax_parser`.
  attempt_started: [unchanged],
  // Version 2 adds `executors`, version 3 `warnings`, version 4 `labels` of outputs.
  attempt_succeeded: [unchanged, unchanged, unchanged],
  // Version 2 adds `executors`.
  cancel_unconfirmed: [unchanged],
  // Version 2 adds `excerpt` and `summary`, version 3 `executors`, version 4 `disruption`, version 5 the cause
  // `abandoned`, and `unproven`, version 6 `warnings`.
  attempt_failed: [unchanged, unchanged, unchanged, unchanged, unchanged],
  // Version 2 adds `clean`, version 3 `executors`.
  attempt_cancelled: [unchanged, unchanged],
  // Version 2 adds `native_id`.
  task_submitted: [unchanged],
  task_started: [unchanged],
  // Version 2 adds `native_id`, version 3 `resources`.
  task_completed: [unchanged, unchanged],
  task_failed: [unchanged, unchanged],
  task_retried: [unchanged, unchanged],
  task_aborted: [unchanged, unchanged],
  // Version 2 adds `resources`.
  task_cached: [unchanged],
  // Version 2 adds `lineage`, version 3 `default_expressions`.
  run_described: [unchanged, unchanged],
  // Version 2 adds `asked`.
  executors_observed: [unchanged],
  // Version 2 adds `storage_id`.
  clean_requested: [unchanged],
  // Version 2 adds `slots`.
  slot_taken: [unchanged],
  slot_released: [unchanged],
  // Version 2 adds `keep_results`, version 3 `revision`.
  rerun_requested: [unchanged, unchanged],
  // Version 2 adds `cause`.
  queue_paused: [unchanged],
  queue_resumed: [unchanged],
  // Version 2 allows a limit of 0.
  concurrency_limit_changed: [unchanged],
  cancel_refused: [refusedFromV1],
  rerun_refused: [refusedFromV1],
  resume_refused: [refusedFromV1],
};

/**
 * Optional fields that the latest versions of a type added, newest first. An event without them is written in the
 * version before, so that a gateway of the previous release, which may be the active projector during an upgrade, can
 * read it.
 */
const added: Partial<Record<EventType, readonly string[]>> = {
  submitted: ['batch', 'labels'],
  task_completed: ['resources'],
  task_failed: ['resources'],
  task_retried: ['resources'],
  task_aborted: ['resources'],
  task_cached: ['resources'],
};

/** Version in which an event with these data is written: the lowest one that has their fields. */
export function versionFor(type: EventType, data: object, chains: Upcasters = upcasters): number {
  const fields = added[type] ?? [];
  const newest = fields.findIndex((field) => (data as Record<string, unknown>)[field] !== undefined);
  return currentVersion(type, chains) - (newest === -1 ? fields.length : newest);
}

/** Current version: one more than the number of upcasters. */
export const currentVersion = (type: EventType, chains: Upcasters = upcasters): number =>
  1 + (chains[type]?.length ?? 0);

/** Converts the data of a stored version to the current version. */
export const upcast = (type: EventType, version: number, data: unknown, chains: Upcasters = upcasters): unknown =>
  (chains[type] ?? []).slice(version - 1).reduce((older, next) => next(older), data);
