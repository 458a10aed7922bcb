/** Text for users who are about to lose the database. */
export const ACCOUNTS_ARE_NOT_IN_THE_LOG =
  'People, roles, passwords, passkeys, invites and API tokens are only in the database, not in the log.';

/** Text about what is restored: webhooks have their own backup in the data dir. */
export const HOW_ACCOUNTS_COME_BACK =
  'They come back only with a backup (docs/backup.md#postgres-alone). Without one, people are shown by id, ' +
  'and the link of npm start makes a first admin again.';
