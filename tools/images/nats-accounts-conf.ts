import { logins, natsAccounts, runnerUser, type Login } from '@reprise/local-servers';

const MADE =
  '# Made from libs/local-servers/src/nats/nats-accounts.ts by tools/images/write-nats-accounts.ts: do not edit.\n';

/** Variables are unquoted, because quoted ones would be taken literally. */
const unquoted = (json: unknown): string => JSON.stringify(json, null, 2).replace(/"(NATS_[A-Z]+_PASSWORD)"/g, '$$$1');

/**
 * Files of docker/nats by name: the accounts of `npm start` for the server in docker-compose.yml. start.sh combines the
 * users of `users.conf` with that of each runner's `runner.conf`.
 */
export function natsAccountsConf(): Readonly<Record<string, string>> {
  const named = Object.fromEntries(logins.map((login) => [login, `NATS_${login.toUpperCase()}_PASSWORD`]));
  const accounts = natsAccounts(named as Record<Login, string>, {}) as { REPRISE: { users: object[] } };
  const { users } = accounts.REPRISE;
  const including = unquoted({ ...accounts, REPRISE: { ...accounts.REPRISE, users: 'INCLUDED' } });
  return {
    'accounts.conf': `${MADE}accounts ${including.replace('"users": "INCLUDED",', 'include ./all-users.conf')}\n`,
    'users.conf': `${MADE}${users.map(unquoted).join('\n')}\n`,
    'runner.conf': `${JSON.stringify(runnerUser('RUNNER_ID', 'RUNNER_PASSWORD'), null, 2)}\n`,
  };
}
