import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { waitUntil } from '../wait-until.ts';

/**
 * Starts a Docker daemon with all its data in a folder. The guardian of that folder ends it. The daemon, its containers
 * and its mounts are in namespaces that end with it, and it does not change the machine's firewall or forwarding.
 * @param group group whose users may use it
 */
export async function startDocker(
  dockerd: string,
  folder: string,
  group?: string,
): Promise<{ readonly socket: string; readonly pid: number }> {
  mkdirSync(folder, { recursive: true });
  const [socket, log] = [join(folder, 'docker.sock'), join(folder, 'dockerd.log')];
  writeFileSync(join(folder, 'daemon.json'), '{}');
  const output = openSync(log, 'a');
  const process = spawn(
    'unshare',
    [
      ...['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', dockerd],
      ...['--config-file', join(folder, 'daemon.json'), '--host', `unix://${socket}`],
      ...['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'run')],
      ...['--pidfile', join(folder, 'docker.pid'), '--storage-driver', 'overlay2'],
      ...(group === undefined ? [] : ['--group', group]),
      ...['--bridge=none', '--iptables=false', '--ip6tables=false', '--ip-forward=false'],
    ],
    { stdio: ['ignore', output, output] },
  );
  const answers = () => {
    if (process.exitCode !== null) throw new Error(`dockerd ended:\n${readFileSync(log, 'utf8').slice(-2000)}`);
    return isAlive(socket);
  };
  await waitUntil(answers, { every: 100, what: 'dockerd answers' });
  return { socket, pid: process.pid! };
}

function isAlive(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asking = request({ socketPath, path: '/_ping' }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asking.once('error', () => resolve(false)).end();
  });
}
