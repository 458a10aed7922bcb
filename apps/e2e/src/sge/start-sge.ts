import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@reprise/local-servers';
import { waitUntil } from '@reprise/testing';

/** Number of concurrent tasks, independent of the machine. */
export const SLOTS = 8;
/** Folders where Debian's packages install programs and settings. */
const [PROGRAMS, SHARED] = ['/usr/lib/gridengine', '/usr/share/gridengine'];

export interface SgeOnThisMachine {
  /** Environment variables with which its tools find it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Process id of `sge_qmaster`, which answers all requests. */
  readonly master: number;
}

/** Starts a single-node SGE with all its files in a folder. The guardian of the folder stops it. */
export async function startSge(folder: string): Promise<SgeOnThisMachine> {
  const root = join(folder, 'root');
  const common = join(root, 'default/common');
  for (const made of [common, join(folder, 'spooldb'), join(folder, 'qmaster/job_scripts'), join(folder, 'execd')])
    mkdirSync(made, { recursive: true });
  chmodSync(folder, 0o755);
  for (const linked of ['bin', 'lib', 'utilbin']) {
    mkdirSync(join(root, linked));
    symlinkSync(PROGRAMS, join(root, linked, 'lx-amd64'));
  }
  symlinkSync(join(SHARED, 'util'), join(root, 'util'));
  writeFileSync(join(common, 'bootstrap'), bootstrap(folder));
  writeFileSync(join(common, 'act_qmaster'), 'localhost\n');
  writeFileSync(join(common, 'host_aliases'), `localhost ${hostname()}\n`);
  const variables = {
    SGE_ROOT: root,
    SGE_CELL: 'default',
    SGE_QMASTER_PORT: String(await freePort()),
    SGE_EXECD_PORT: String(await freePort()),
  };
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const spool = (...args: string[]) => tool(variables, join(PROGRAMS, 'spooldefaults'), args);
  tool(variables, join(PROGRAMS, 'spoolinit'), ['berkeleydb', 'libspoolb', join(folder, 'spooldb'), 'init']);
  spool('configuration', file('configuration', configuration(folder)));
  spool('complexes', join(SHARED, 'util/resources/centry'));
  spool('usersets', join(SHARED, 'util/resources/usersets'));
  spool('managers', 'root');

  const master = run(folder, variables, 'sge_qmaster');
  const answers = () => succeeds(() => tool(variables, 'qconf', ['-sh']));
  await waitUntil(answers, { every: 100, what: `SGE answers; its logs are in ${folder}` });
  tool(variables, 'qconf', ['-as', 'localhost']);
  tool(variables, 'qconf', ['-Aq', file('queue', queue)]);
  const schedule = tool(variables, 'qconf', ['-ssconf']).replace(/^schedule_interval .*$/m, 'schedule_interval 0:0:1');
  tool(variables, 'qconf', ['-Msconf', file('schedule', schedule.replace(/^(flush_\w+_sec) .*$/gm, '$1 1'))]);
  run(folder, variables, 'sge_execd');
  const isReady = () => / lx-amd64 +$/m.test(tool(variables, 'qstat', ['-f']));
  await waitUntil(isReady, { every: 100, what: `SGE has a node; its logs are in ${folder}` });
  return { variables, master };
}

/** Runs a tool of SGE, and returns its output. */
export const tool = (variables: Readonly<Record<string, string>>, name: string, args: readonly string[]): string =>
  execFileSync(name, args, {
    env: { ...process.env, ...variables },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

function succeeds(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

function run(folder: string, variables: Readonly<Record<string, string>>, program: string): number {
  const log = join(folder, `${program}.log`);
  const output = openSync(log, 'a');
  // SGE_ND keeps it in the foreground.
  const env = { ...process.env, ...variables, SGE_ND: '1' };
  const child = spawn(program, { env, stdio: ['ignore', output, output] });
  child.once('exit', (code) => {
    if (code) console.error(`${program} ended with ${String(code)}:\n${readFileSync(log, 'utf8').slice(-2000)}`);
  });
  return child.pid!;
}

const bootstrap = (folder: string) => `
admin_user              root
default_domain          none
ignore_fqdn             false
spooling_method         berkeleydb
spooling_lib            libspoolb
spooling_params         ${folder}/spooldb
binary_path             /usr/sbin
qmaster_spool_dir       ${folder}/qmaster
security_mode           none
listener_threads        2
worker_threads          2
scheduler_threads       1
`;

/** Debian's configuration, but in this folder, and also for system users. */
const configuration = (folder: string) =>
  readFileSync(join(SHARED, 'default-configuration'), 'utf8')
    .replace(/^execd_spool_dir .*$/m, `execd_spool_dir ${folder}/execd`)
    .replace(/^(min_[ug]id) .*$/gm, '$1 0')
    .replace(/^load_report_time .*$/m, 'load_report_time 00:00:01');

/** Source: queue_conf(5) of Son of Grid Engine 8.1.9 */
const limits = ['rt', 'cpu', 'fsize', 'data', 'stack', 'core', 'rss', 'vmem']
  .flatMap((name) => [`s_${name} INFINITY`, `h_${name} INFINITY`])
  .join('\n');
const none = [
  ...['load_thresholds', 'suspend_thresholds', 'ckpt_list', 'pe_list', 'prolog', 'epilog', 'starter_method'],
  ...['suspend_method', 'resume_method', 'terminate_method', 'owner_list', 'user_lists', 'xuser_lists'],
  ...['subordinate_list', 'complex_values', 'projects', 'xprojects', 'calendar'],
]
  .map((name) => `${name} NONE`)
  .join('\n');
const queue = `qname all.q
hostlist localhost
seq_no 0
nsuspend 1
suspend_interval 00:05:00
priority 0
min_cpu_interval 00:05:00
processors UNDEFINED
qtype BATCH
rerun FALSE
slots ${String(SLOTS)}
tmpdir /tmp
shell /bin/bash
shell_start_mode posix_compliant
notify 00:00:10
initial_state default
${none}
${limits}
`;
