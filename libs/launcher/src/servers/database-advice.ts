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
 * Returns advice for a Postgres that does not start from its files; undefined if its messages are sufficient.
 * @param messages printed by Postgres, as worded in version 18
 */
export function databaseAdvice(messages: string, { folder, owner }: Cluster): string | undefined {
  if (SHORT_OF.test(messages)) return undefined;
  if (NO_RIGHTS.test(messages))
    return (
      'The files of the database are not damaged, but Postgres may not read them, for example after a restore. ' +
      `Give them back to its user: chown -R ${owner} '${folder}' && chmod -R u=rwX,go= '${folder}'`
    );
  const [, made, own] = OTHER_VERSION.exec(messages) ?? [];
  if (made !== undefined)
    return (
      `The files of the database are not damaged, but Postgres ${made} made them, and this release has ${own ?? ''}. ` +
      `Start the release of Reprise that made them, or load a dump of them into a Postgres of your own and set DATABASE_URL.`
    );
  if (!DAMAGED.test(messages)) return undefined;
  return (
    'The files of the database are damaged. If you have a backup, restore the database from it (docs/backup.md#postgres-alone). ' +
    'If not, run npm run rebuild -- --new-database: it asks first, moves the files aside, and rebuilds the tables from the log. ' +
    `${ACCOUNTS_ARE_NOT_IN_THE_LOG} They stay in the files that are moved aside. ${HOW_ACCOUNTS_COME_BACK}`
  );
}
