import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@reprise/local-servers';
import { waitUntil } from '@reprise/testing';

/** Tasks that run at once; the node claims so many processors, whatever the machine has. */
export const CPUS = 8;

export interface SlurmOnThisMachine {
  /** The `SLURM_CONF` of its tools. */
  readonly conf: string;
  /** Process id of `slurmctld`, which answers every question. */
  readonly controller: number;
  /** Process id of `slurmd`, which runs tasks. */
  readonly node: number;
}

export interface SlurmOptions {
  readonly cpus?: number;
  /** Ordinary user, by the name and id of its user and group, whose Slurm it is; root by default. */
  readonly user?: { readonly name: string; readonly id: number };
}

/** Starts a Slurm of one node with all its files in a folder, which the guardian of that folder ends. */
export async function startSlurm(
  folder: string,
  { cpus = CPUS, user }: SlurmOptions = {},
): Promise<SlurmOnThisMachine> {
  const folders = ['', 'state', 'spool', 'munge'].map((made) => join(folder, made));
  for (const made of folders) mkdirSync(made, { recursive: true });
  if (user) for (const made of folders) chownSync(made, user.id, user.id);
  chmodSync(join(folder, 'munge'), 0o755);
  writeFileSync(join(folder, 'munge/key'), randomBytes(1024), { mode: 0o600 });
  if (user) chownSync(join(folder, 'munge/key'), user.id, user.id);
  const conf = join(folder, 'slurm.conf');
  writeFileSync(conf, configuration(folder, await freePort(), await freePort(), cpus, user?.name));
  const socket = join(folder, 'munge/socket');
  const munge = [
    '--key-file',
    join(folder, 'munge/key'),
    '--socket',
    socket,
    '--seed-file',
    join(folder, 'munge/seed'),
  ];
  const under = user ? ['setpriv', `--reuid=${String(user.id)}`, `--regid=${String(user.id)}`, '--clear-groups'] : [];
  const daemon = (program: string, args: readonly string[]) => run(folder, program, [...under, program, ...args]);
  daemon('munged', [...['--foreground', '--force', '--pid-file', join(folder, 'munge/pid')], ...munge]);
  const controller = daemon('slurmctld', ['-D', '-f', conf]);
  const node = daemon('slurmd', ['-D', '-f', conf]);
  const isIdle = () => tool(conf, 'sinfo', ['--noheader', '--format=%t']) === 'idle';
  await waitUntil(isIdle, { every: 100, what: `Slurm has an idle node; its logs are in ${folder}` });
  return { conf, controller, node };
}

/** Runs a tool of Slurm, and returns what it prints; null where it fails. */
export function tool(conf: string, name: string, args: readonly string[]): string | null {
  try {
    const env = { ...process.env, SLURM_CONF: conf };
    return execFileSync(name, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}

/** @param command it becomes the program: its process id is that of the program */
function run(folder: string, program: string, [command = '', ...args]: readonly string[]): number {
  const log = join(folder, `${program}.log`);
  const output = openSync(log, 'a');
  const child = spawn(command, args, { stdio: ['ignore', output, output] });
  child.once('exit', (code) => {
    if (code) console.error(`${program} ended with ${String(code)}:\n${readFileSync(log, 'utf8').slice(-2000)}`);
  });
  return child.pid!;
}

/**
 * `proctrack/linuxproc` needs no cgroup, and `pgid` no root; both lose processes that ignore TERM, of which the tests have
 * none.
 */
const configuration = (
  folder: string,
  controllerPort: number,
  nodePort: number,
  cpus: number,
  user = userInfo().username,
): string => `
ClusterName=tests
SlurmctldHost=${hostname()}(127.0.0.1)
SlurmctldPort=${String(controllerPort)}
SlurmdPort=${String(nodePort)}
SlurmUser=${user}
SlurmdUser=${user}
AuthType=auth/munge
AuthInfo=socket=${folder}/munge/socket
CredType=cred/munge
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
ProctrackType=proctrack/${user === 'root' ? 'linuxproc' : 'pgid'}
TaskPlugin=task/none
MpiDefault=none
ReturnToService=2
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,bf_interval=1
SlurmdParameters=config_overrides
JobAcctGatherType=jobacct_gather/none
SlurmctldTimeout=300
SlurmdTimeout=300
NodeName=${hostname()} NodeAddr=127.0.0.1 CPUs=${String(cpus)} RealMemory=640000 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`;
