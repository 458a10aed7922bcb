import { readFileSync } from 'node:fs';
import { ServiceLocks } from '@reprise/launcher';
import { waitUntil } from '@reprise/testing';

/**
 * Environment of a service of `npm start`, once it runs. Between fork and exec, a process has the environment of the
 * launcher, which has no URL of the log, and one that has ended has none. Source: proc_pid_environ(5).
 */
export function environmentOf(service: string, dataDir: string): Promise<Record<string, string>> {
  const locks = new ServiceLocks(dataDir);
  const own = () =>
    locks
      .holders(service)
      .map(readEnvironment)
      .find((env) => 'NATS_URL' in env);
  return waitUntil(own, { what: `the ${service} runs with its settings` });
}

/** Returns an empty object for a process that has ended. */
function readEnvironment({ pid }: { readonly pid: number }): Record<string, string> {
  let text = '';
  try {
    text = readFileSync(`/proc/${String(pid)}/environ`, 'utf8');
  } catch {
    // it has ended
  }
  const lines = text.split('\0').filter(Boolean);
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

/** Returns the settings with the port of a proxy in the URLs of a server. */
export const through = (env: Readonly<Record<string, string>>, port: number, proxy: number): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name,
      value.replaceAll(`127.0.0.1:${String(port)}`, `127.0.0.1:${String(proxy)}`),
    ]),
  );
