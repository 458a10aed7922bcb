import { CliError, EXIT } from '../cli-error.ts';
import type { StoredServers } from './servers-file.ts';

/** A server, and the token to call it with. */
export interface Server {
  /** URL without a slash at the end. */
  readonly url: string;
  readonly token: string;
}

interface Choice {
  /** `--server`. */
  readonly option?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stored: StoredServers;
  /** The Reprise on this machine, which is the default server. */
  readonly local?: () => Server | null;
}

/**
 * Chooses the server: the option, then REPRISE_URL, then the server of the last login, then the server on this machine.
 * Its token is REPRISE_TOKEN or the stored one.
 * @throws CliError if there is no server, or no token for it
 */
export function chooseServer({ option, env, stored, local }: Choice): Server {
  const named = option ?? (env['REPRISE_URL'] || undefined);
  const own = named === undefined && stored.current === null ? local?.() : null;
  if (own) return own;
  const url = named === undefined ? stored.current : serverUrl(named);
  if (url === null)
    throw new CliError(
      'No server is known yet.',
      EXIT.denied,
      'Run: reprise login <server>, or set REPRISE_URL and REPRISE_TOKEN.',
    );
  const token = env['REPRISE_TOKEN'] || stored.servers[url]?.token;
  if (token === undefined)
    throw new CliError(
      `You are not signed in to ${url}.`,
      EXIT.denied,
      `Run: reprise login ${url}, or set REPRISE_TOKEN.`,
    );
  return { url, token };
}

/**
 * Returns a server's address in the form in which it is stored: `lab-server:4100` becomes `http://lab-server:4100`.
 * @throws CliError if it is not an address
 */
export function serverUrl(given: string): string {
  const isOther = /^(?!https?:)[a-z][a-z\d+.-]*:\/\//i.test(given);
  const text = /^https?:\/\//i.test(given) ? given : `http://${given}`;
  const url = !isOther && URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.username !== '' || url.search !== '' || url.hash !== '' || given === '')
    throw new CliError(
      `${given || 'An empty text'} is not the address of a server.`,
      EXIT.usage,
      'Write it like https://reprise.example.org or lab-server:4100.',
    );
  return url.href.replace(/\/+$/, '');
}
