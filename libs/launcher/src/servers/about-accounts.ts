/** Text for users who are about to lose the database. */
export const ACCOUNTS_ARE_NOT_IN_THE_LOG =
  'People, roles, passwords, passkeys, invites, API tokens and webhooks are only in the database, not in the log.';

export const HOW_ACCOUNTS_COME_BACK =
  'They come back only with a backup (docs/backup.md#postgres-alone). Without one, people are shown by id, ' +
  'and the link of npm start makes a first admin again.';
