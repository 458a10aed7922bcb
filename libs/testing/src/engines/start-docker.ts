import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { waitUntil } from '../wait-until.ts';

interface Options {
  /** Group whose users may use it. */
  readonly group?: string;
  /**
   * Whether its networks are in a namespace of their own. Otherwise each network is an interface of the machine, and a
   * browser cuts its connections when one comes or goes (`ERR_NETWORK_CHANGED`). Such a daemon reaches no registry.
   */
  readonly isApart?: boolean;
  /** Whether it is started again two seconds after it has ended, as its service would be. It then has no `stop`. */
  readonly isRestarted?: boolean;
}

export interface StartedDocker {
  readonly socket: string;
  /** Process in the daemon's namespaces for networks and mounts. Its end ends the daemon. */
  readonly pid: number;
  /** Ends it with its containers, and waits until it has ended. Its data remains. */
  stop(): Promise<void>;
}

/**
 * Starts a Docker daemon with all its data in a folder. The guardian of that folder ends it. The daemon, its containers
 * and its mounts are in namespaces that end with it, and it does not change the machine's firewall or forwarding.
 */
export async function startDocker(
  dockerd: string,
  folder: string,
  { group, isApart = false, isRestarted = false }: Options = {},
): Promise<StartedDocker> {
  mkdirSync(folder, { recursive: true });
  const [socket, log] = [join(folder, 'docker.sock'), join(folder, 'dockerd.log')];
  writeFileSync(join(folder, 'daemon.json'), '{}');
  const output = openSync(log, 'a');
  const daemon = spawn(
    'unshare',
    [
      ...['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', ...(isApart ? ['--net'] : [])],
      ...[
        'sh',
        '-c',
        `${isApart ? 'ip link set lo up && ' : ''}${isRestarted ? 'while :; do "$@"; sleep 2; done' : 'exec "$@"'}`,
        'sh',
        dockerd,
      ],
      ...['--config-file', join(folder, 'daemon.json'), '--host', `unix://${socket}`],
      ...['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'run')],
      ...['--pidfile', join(folder, 'docker.pid'), '--storage-driver', 'overlay2'],
      ...(group === undefined ? [] : ['--group', group]),
      ...['--bridge=none', '--iptables=false', '--ip6tables=false', '--ip-forward=false'],
    ],
    { stdio: ['ignore', output, output] },
  );
  const answers = () => {
    if (daemon.exitCode !== null) throw new Error(`dockerd ended:\n${readFileSync(log, 'utf8').slice(-2000)}`);
    return isAlive(socket);
  };
  await waitUntil(answers, { every: 100, what: 'dockerd answers' });
  const stop = async () => {
    const ended = once(daemon, 'exit');
    // `unshare` ignores the signal.
    process.kill(childOf(daemon.pid!), 'SIGTERM');
    await ended;
  };
  return { socket, pid: daemon.pid!, stop };
}

/** The only child of `unshare`. Source: proc_pid_children(5). */
const childOf = (pid: number): number =>
  Number(readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8'));

function isAlive(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asking = request({ socketPath, path: '/_ping' }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asking.once('error', () => resolve(false)).end();
  });
}
