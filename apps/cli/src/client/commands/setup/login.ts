import { text as textOf } from 'node:stream/consumers';
import type { Command } from 'commander';
import { CliError, EXIT } from '../../cli-error.ts';
import { action, addClientCommand } from '../../client-command.ts';
import { chooseServer, serverUrl } from '../../connection/choose-server.ts';
import { Connection } from '../../connection/connection.ts';
import { readServers, serversFile, writeServers } from '../../connection/servers-file.ts';
import type { Context, ServerOptions } from '../../context.ts';
import { askSecret } from '../../terminal/ask-secret.ts';
import { VERSION } from '../../version.ts';
import { hasBrowser } from './open-browser.ts';
import { signInByBrowser } from './sign-in-by-browser.ts';

interface LoginOptions extends ServerOptions {
  readonly token?: boolean;
  readonly browser?: boolean;
}

export function addLogin(program: Command, context: Context): void {
  addClientCommand(program, {
    name: 'login',
    summary: 'Sign in to a server with a browser, or with an API token. It is kept for this user only.',
    examples: [
      ['reprise login https://reprise.example.org', 'opens a browser, and shows the link for one on any machine'],
      ['reprise login lab-server:4100 --token', 'asks for a token; make one under Account, API tokens'],
      ['reprise login lab-server:4100 < token.txt', 'reads it from standard input'],
      ['REPRISE_URL=… REPRISE_TOKEN=… reprise jobs', 'in scripts: nothing is kept'],
    ],
    hasJson: false,
  })
    .argument('<server>', 'address of the server, as in the browser')
    .option('--token', 'ask for an API token instead')
    .option('--browser', 'sign in with a browser, also where standard input is not a terminal')
    .option('--no-browser', 'show the link, and open no browser')
    .action(action(context, (server: string, options: LoginOptions) => login(context, server, options)));
}

async function login(context: Context, given: string, options: LoginOptions): Promise<void> {
  const { terminal, env, stdin } = context;
  const url = serverUrl(given);
  const byBrowser = options.browser === true || (stdin.isTTY && !options.token);
  const opens = options.browser !== false && hasBrowser(env, process.platform);
  const token = byBrowser ? await signInByBrowser(context, url, opens) : await givenToken(context, url);
  const connection = new Connection({ url, token });
  const session = await connection.api.get('/api/session').catch((error: unknown) => {
    if (error instanceof CliError && error.exitCode === EXIT.denied)
      throw new CliError(
        `${url} does not accept this token.`,
        EXIT.denied,
        'It may have expired or been revoked. Make another one.',
      );
    throw error;
  });
  const file = serversFile(env);
  const { servers } = readServers(file);
  writeServers(file, { current: url, servers: { ...servers, [url]: { token } } });
  terminal.out(`Signed in to ${url} as ${session.name}, ${session.role}.`);
  if (session.version !== VERSION)
    terminal.err(
      `The server is version ${session.version}, this command ${VERSION}. Update: npm install --global ${url}/downloads/reprise.tgz`,
    );
}

/** @throws CliError if no token is given, or if it cannot be a token */
async function givenToken({ terminal, stdin }: Context, url: string): Promise<string> {
  if (stdin.isTTY) terminal.err(`Make a token at ${url}/account/tokens, and paste it here. It is not shown.`);
  const token = (stdin.isTTY ? await askSecret(stdin, process.stderr, 'Token: ') : await textOf(stdin)).trim();
  if (token === '')
    throw new CliError(
      'No token was given.',
      EXIT.usage,
      'Paste it, or send it on standard input: reprise login <server> < token.txt',
    );
  if (/[^\u0021-\u007e]/.test(token))
    throw new CliError(
      'This is not a token: it has spaces or other characters that tokens do not have.',
      EXIT.usage,
      'Copy it again.',
    );
  return token;
}

export function addLogout(program: Command, context: Context): void {
  addClientCommand(program, {
    name: 'logout',
    summary: 'Forget the token of a server. It stays valid: revoke it on the page, under Account.',
    examples: [
      ['reprise logout', 'of the server of the last login'],
      ['reprise logout --server lab-server:4100', 'of that one'],
    ],
    hasJson: false,
  }).action(action(context, (options: ServerOptions) => Promise.resolve(logout(context, options))));
}

function logout({ env, terminal }: Context, { server }: ServerOptions): void {
  const file = serversFile(env);
  const stored = readServers(file);
  const { url } = chooseServer({ option: server, env: {}, stored });
  const { [url]: _, ...servers } = stored.servers;
  const [next = null] = Object.keys(servers);
  writeServers(file, { servers, current: stored.current === url ? next : stored.current });
  terminal.out(`Forgot the token of ${url}.`);
  if (next !== null && stored.current === url) terminal.err(`Commands now ask ${next}.`);
}
