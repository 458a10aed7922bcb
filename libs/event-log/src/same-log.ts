import { StreamChangedError } from './errors.ts';
import type { Head } from './event-log.ts';

/** Throws StreamChangedError unless the log can be followed from `from` on without missing an event. */
export function assertSameLog(head: Head, from: number, created: string | undefined): void {
  if (created !== undefined && head.created !== created) {
    throw new StreamChangedError(`The log was created at ${head.created}, the one followed so far at ${created}`);
  }
  if (head.last_seq < from - 1) {
    throw new StreamChangedError(
      `The log ends at ${String(head.last_seq)}, but was read to ${String(from - 1)} before`,
    );
  }
  if (head.first_seq > from) {
    throw new StreamChangedError(`The log begins at ${String(head.first_seq)}, but ${String(from)} is wanted`);
  }
}
