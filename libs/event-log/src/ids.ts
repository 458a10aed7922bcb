import { v5, v7 } from 'uuid';

/** Must never change, because every derived id depends on it. */
const NAMESPACE = '6f0c1f4e-3b7a-5d0e-9a52-7c1d5e8f2b90';

/** Returns a new id (UUID v7, sortable by time). */
export const newId = (): string => v7();

/** Returns the same id for the same parts (UUID v5). */
export const derivedId = (...parts: readonly (string | number)[]): string => v5(JSON.stringify(parts), NAMESPACE);

/** Id of a task event, independent of its source and of repeated reads. */
export const taskEventId = (jobId: string, attempt: number, hash: string, type: string): string =>
  derivedId('task', jobId, attempt, hash, type);

/** Id of an attempt's observation (plan, session). */
export const observationId = (jobId: string, attempt: number, type: string): string =>
  derivedId('observation', jobId, attempt, type);

/** Id of a command sent with an `Idempotency-Key`. */
export const commandId = (actor: string, route: string, key: string): string => derivedId('command', actor, route, key);

/** Id of the event at `index` (from 0) of a batch. The first event has `firstId` itself. */
export const batchEventId = (firstId: string, index: number): string =>
  index === 0 ? firstId : derivedId('batch', firstId, index);
