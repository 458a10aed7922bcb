import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@reprise/local-servers';
import { waitUntil } from '../wait-until.ts';

/** Number of concurrent tasks. The node reports this many processors, regardless of how many the machine has. */
export const SLURM_CPUS = 8;

export interface SlurmOptions {
  /** Default: `SLURM_CPUS`. */
  readonly cpus?: number;
  /**
   * How Slurm tracks the processes of a job without cgroups. `linuxproc`, the default, loses those that ignore TERM, and
   * those whose parent was killed; `pgid` loses those that leave their process group.
   */
  readonly proctrack?: 'linuxproc' | 'pgid';
}

export interface SlurmOnThisMachine {
  /** The `SLURM_CONF` of its tools. */
  readonly conf: string;
  /** Process id of `slurmctld`, which responds to all requests. */
  readonly controller: number;
  /** Process id of `slurmd`, which runs tasks. */
  readonly node: number;
  /** Process id of `munged`, which authenticates them to each other. */
  readonly munge: number;
}

/** Starts a single-node Slurm with all its files in a folder. The guardian of that folder ends it. */
export async function startSlurm(folder: string, options: SlurmOptions = {}): Promise<SlurmOnThisMachine> {
  for (const made of ['state', 'spool', 'munge']) mkdirSync(join(folder, made), { recursive: true });
  chmodSync(join(folder, 'munge'), 0o755);
  writeFileSync(join(folder, 'munge/key'), randomBytes(1024), { mode: 0o600 });
  const conf = join(folder, 'slurm.conf');
  writeFileSync(conf, configuration(folder, await freePort(), await freePort(), options));
  const socket = join(folder, 'munge/socket');
  const munge = [
    '--key-file',
    join(folder, 'munge/key'),
    '--socket',
    socket,
    '--seed-file',
    join(folder, 'munge/seed'),
  ];
  const munged = run(folder, 'munged', [
    ...['--foreground', '--force', '--pid-file', join(folder, 'munge/pid')],
    ...munge,
  ]);
  const controller = run(folder, 'slurmctld', ['-D', '-f', conf]);
  const node = run(folder, 'slurmd', ['-D', '-f', conf]);
  const isIdle = () => slurmTool(conf, 'sinfo', ['--noheader', '--format=%t']) === 'idle';
  await waitUntil(isIdle, { every: 100, what: `Slurm has an idle node; its logs are in ${folder}` });
  return { conf, controller, node, munge: munged };
}

/** Runs a Slurm tool and returns its output; null if it fails. */
export function slurmTool(conf: string, name: string, args: readonly string[]): string | null {
  try {
    const env = { ...process.env, SLURM_CONF: conf };
    return execFileSync(name, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}

function run(folder: string, program: string, args: readonly string[]): number {
  const log = join(folder, `${program}.log`);
  const output = openSync(log, 'a');
  const child = spawn(program, args, { stdio: ['ignore', output, output] });
  child.once('exit', (code) => {
    if (code) console.error(`${program} ended with ${String(code)}:\n${readFileSync(log, 'utf8').slice(-2000)}`);
  });
  return child.pid!;
}

const configuration = (
  folder: string,
  controllerPort: number,
  nodePort: number,
  { cpus = SLURM_CPUS, proctrack = 'linuxproc' }: SlurmOptions,
): string => `
ClusterName=tests
SlurmctldHost=${hostname()}(127.0.0.1)
SlurmctldPort=${String(controllerPort)}
SlurmdPort=${String(nodePort)}
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=${folder}/munge/socket
CredType=cred/munge
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
ProctrackType=proctrack/${proctrack}
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
PartitionName=normal Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`;
