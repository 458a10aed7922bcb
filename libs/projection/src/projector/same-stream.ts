import { StreamChangedError, type Head } from '@reprise/event-log';
import type { Position } from './checkpoint.ts';

/** @throws StreamChangedError where the log is not the one that the tables follow, or has lost a part of it */
export function assertSameStream(position: Position, head: Head): void {
  if (head.created !== position.stream_created)
    throw new StreamChangedError(
      `the log was created at ${head.created}, but these tables follow the one created at ${position.stream_created}`,
    );
  if (head.last_seq < position.last_seq)
    throw new StreamChangedError(
      `the log ends at event ${String(head.last_seq)}, but these tables hold event ${String(position.last_seq)}`,
    );
}

/** What a person reads of it, and can do about it. */
export const streamChangedProblem = ({ message }: StreamChangedError): string =>
  `The event log is not what it was: ${message}. Until this is settled, no command is taken and nothing is projected. ` +
  'Stop Reprise and put the right log back, or seed it again from the audit table (npm run reseed; docs/audit.md says ' +
  'how); or build the tables from the log as it is now (npm run rebuild).';
