import { logins, natsAccounts, type Login } from '@reprise/local-servers';

/**
 * Content of docker/nats/accounts.conf: the accounts of `npm start` for the server of docker-compose.yml. start.sh puts
 * the passwords into the environment. Variables are not quoted: quoted, they would be taken literally.
 */
export function natsAccountsConf(): string {
  const variable = (login: Login) => `NATS_${login.toUpperCase()}_PASSWORD`;
  const named = Object.fromEntries(logins.map((login) => [login, variable(login)])) as Record<Login, string>;
  const text = JSON.stringify(natsAccounts(named), null, 2).replace(/"(NATS_[A-Z]+_PASSWORD)"/g, '$$$1');
  return `# Made from libs/local-servers/src/nats/nats-accounts.ts by tools/images/write-nats-accounts.ts: do not edit.\naccounts ${text}\n`;
}
