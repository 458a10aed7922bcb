import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { CliError, EXIT } from '../../cli-error.ts';
import { Connection } from '../../connection/connection.ts';
import type { Context } from '../../context.ts';
import { openBrowser } from './open-browser.ts';

/** Maximum length of a token name on the server. */
const MOST = 60;

/**
 * Shows a link and a code, and returns the API token once a user has allowed it in a browser, on this machine or a
 * different one.
 * @param opens whether to also open the link on this machine
 */
export async function signInByBrowser(
  { terminal, signal, now }: Context,
  url: string,
  opens: boolean,
): Promise<string> {
  const { api } = new Connection({ url });
  const body = { program: `reprise on ${hostname()}`.slice(0, MOST) };
  const { device_code, user_code, path, expires_at, interval_s } = await api.post('/api/sign-in/device', { body });
  terminal.err(`Open this link in a browser, compare the code ${user_code}, and sign in the program:\n${url}${path}`);
  if (opens) await openBrowser(`${url}${path}`);
  terminal.err('Waiting for the browser. Ctrl-C ends it.');
  while (now() < Date.parse(expires_at)) {
    await wait(interval_s * 1000, undefined, { signal });
    const { made } = await api.post('/api/sign-in/device/token', { body: { device_code } }).catch(passing);
    if (made) return made.secret;
  }
  throw expired();
}

/** Retries if the server is temporarily unavailable. @throws CliError otherwise */
function passing(error: unknown): { made: null } {
  if (!(error instanceof CliError)) throw error;
  if (error.exitCode === EXIT.unavailable) return { made: null };
  throw error.exitCode === EXIT.usage ? expired() : error;
}

const expired = () => new CliError('The sign-in has expired.', EXIT.denied, 'Run reprise login again.');
