import { readFileSync } from 'node:fs';
import { ServiceLocks } from '@reprise/launcher';
import { waitUntil } from '@reprise/testing';

/** Environment of a service of `npm start`, once it runs. Source: proc_pid_environ(5). */
export async function environmentOf(service: string, dataDir: string): Promise<Record<string, string>> {
  const locks = new ServiceLocks(dataDir);
  const identity = await waitUntil(() => locks.holders(service)[0], { what: `the ${service} runs` });
  const lines = readFileSync(`/proc/${String(identity.pid)}/environ`, 'utf8')
    .split('\0')
    .filter(Boolean);
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
