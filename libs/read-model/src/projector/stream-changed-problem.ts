import type { StreamChangedError } from '@reprise/event-log';

/** Returns the problem and its remedies, for people. */
export const streamChangedProblem = ({ message }: StreamChangedError): string =>
  `The event log is not what it was: ${message}. Until this is settled, no command is taken and nothing is projected. ` +
  'Stop Reprise and put the right log back, or seed it again from the audit table (npm run reseed; docs/audit.md says ' +
  'how; with --new-store it moves a damaged store aside); or build the tables from the log as it is now (npm run rebuild).';
