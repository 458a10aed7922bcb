import { ACCOUNTS_ARE_NOT_IN_THE_LOG, HOW_ACCOUNTS_COME_BACK } from './about-accounts.ts';

interface Cluster {
  /** Folder that belongs to the Postgres user. */
  readonly folder: string;
  /** Postgres user, quoted for a shell. */
  readonly owner: string;
}

const NO_RIGHTS = /Permission denied|has wrong ownership|has invalid permissions/;
const SHORT_OF = /Too many open files|No space left on device|Cannot allocate memory/;
const OTHER_VERSION = /initialized by PostgreSQL version (\S+), which is not compatible with this version (\S+[^.\s])/;
const DAMAGED = new RegExp(
  [
    'could not open file "(?!.*\\.conf").*No such file',
    'could not read file ".*read \\d+ of \\d+',
    'checksum in control file',
    'initialized with PG_CONTROL_VERSION',
    'valid checkpoint record',
    'not a valid data directory',
    'could not access status of transaction',
    'required WAL directory',
    'invalid page',
  ].join('|'),
);

/**
 * Returns what to do if Postgres does not start from its files, by its messages (those of Postgres 18). Undefined if
 * the messages are sufficient.
 */
export function databaseAdvice(words: string, { folder, owner }: Cluster): string | undefined {
  if (SHORT_OF.test(words)) return undefined;
  if (NO_RIGHTS.test(words))
    return (
      'The files of the database are not damaged, but Postgres may not read them, for example after a restore. ' +
      `Give them back to its user: chown -R ${owner} '${folder}' && chmod -R u=rwX,go= '${folder}'`
    );
  const [, made, own] = OTHER_VERSION.exec(words) ?? [];
  if (made !== undefined)
    return (
      `The files of the database are not damaged, but Postgres ${made} made them, and this release has ${own ?? ''}. ` +
      `Start the release of Reprise that made them, or load a dump of them into a Postgres of your own and set DATABASE_URL.`
    );
  if (!DAMAGED.test(words)) return undefined;
  return (
    'The files of the database are damaged. If you have a backup, restore the database from it (docs/backup.md#postgres-alone). ' +
    'If not, run npm run rebuild -- --new-database: it asks first, moves the files aside, and rebuilds the tables from the log. ' +
    `${ACCOUNTS_ARE_NOT_IN_THE_LOG} They stay in the files that are moved aside. ${HOW_ACCOUNTS_COME_BACK}`
  );
}
