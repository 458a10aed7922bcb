/** Runners in addition to the one started by `npm start`. */
const furtherRunners = ['runner2', 'runner3'] as const;
export type FurtherRunnerName = (typeof furtherRunners)[number];

/** Services started by `npm start`, the second gateway, and the additional runners. */
export const services = ['gateway', 'gateway2', 'runner', ...furtherRunners, 'nats', 'postgres', 'launcher'] as const;
export type ServiceName = (typeof services)[number];

/** Processes of attempts, of which there may be several or none. */
const runProcesses = ['supervisor', 'nextflow', 'task'] as const;
export type RunProcess = (typeof runProcesses)[number];

/** Processes of `--executors`: the controller and the node of Slurm; Docker's daemon, and parents of containers. */
const slurmDaemons = ['slurmctld', 'slurmd'] as const;
export type SlurmDaemon = (typeof slurmDaemons)[number];
const dockerProcesses = ['dockerd', 'shim'] as const;
export type DockerProcess = (typeof dockerProcesses)[number];
const executorVictims = [...slurmDaemons, ...dockerProcesses] as const;
export type ExecutorVictim = (typeof executorVictims)[number];

/** The server of `--cluster` that leads the log. */
const LEADER = 'nats-leader';

export type Victim = ServiceName | RunProcess | ExecutorVictim | typeof LEADER;
const victims = [...services, ...runProcesses] as const;

const signals = { kill: 'SIGKILL', term: 'SIGTERM', stop: 'SIGSTOP' } as const;
type SignalName = keyof typeof signals;
export type Signal = (typeof signals)[SignalName];
const signalNames = Object.keys(signals) as SignalName[];

/** Faults in the connections of the second gateway and of the additional runners, which go through proxies. */
export const connectionFaults = ['reset', 'black-hole', 'refuse', 'slow'] as const;
export type ConnectionFault = (typeof connectionFaults)[number];

/** Faults of the mail server. */
export const mailFaults = ['mail-reject', 'mail-slow', 'mail-down'] as const;
export type MailFault = (typeof mailFaults)[number];

/** Faults of a drive that a process of the campaign serves. */
export const driveFaults = ['power-cut', 'disk-lost', 'disk-errors', 'disk-slow'] as const;
export const diskFaults = ['disk-full', 'disk-reserve', ...driveFaults] as const;
export type DiskFault = (typeof diskFaults)[number];

/** Services that run out of memory. */
export const memoryVictims = ['gateway', 'runner', 'nats', 'postgres'] as const satisfies readonly ServiceName[];

/**
 * - `kill`, `term`, `stop`: SIGKILL, SIGTERM, SIGSTOP and later SIGCONT
 * - `kill-services`: kills all services at once; `kill-everything`: also kills the runs
 * - `clock`: the clock of the second gateway or of an additional runner jumps by half a minute to a day, and later
 * jumps back
 * - `disk-full`: no byte left in the data dir; `disk-reserve`: less than `REPRISE_DISK_RESERVE`
 * - `power-cut`: all processes end and unsynced writes are lost; `disk-lost`: the same, but the processes keep running
 * for a few seconds without their drive
 * - `disk-errors`: file contents cannot be written (EIO); `disk-slow`: each write and sync is delayed
 * - `mail`: the mail server rejects each message for now, answers only once the fault is over, or is not there
 * - `memory`: a service and its children get no more memory, so the kernel kills one of them
 */
export const clockVictims = ['gateway2', ...furtherRunners] as const;
export type ClockVictim = (typeof clockVictims)[number];
export type FaultKind =
  | `${SignalName}-${Victim}`
  | `clock-${ClockVictim}`
  | ConnectionFault
  | 'kill-services'
  | 'kill-everything'
  | `memory-${(typeof memoryVictims)[number]}`
  | DiskFault
  | MailFault;

export const faultKinds: readonly FaultKind[] = [
  ...victims.flatMap((victim) => signalNames.map((signal) => `${signal}-${victim}` as const)),
  ...clockVictims.map((victim) => `clock-${victim}` as const),
  ...connectionFaults,
  'kill-services',
  'kill-everything',
  ...memoryVictims.map((victim) => `memory-${victim}` as const),
  ...diskFaults,
  ...mailFaults,
];

/** Kinds that need `--executors`: a daemon hangs, or is killed and restarted; the parent of a container is killed. */
export const executorFaults: readonly FaultKind[] = [
  ...[...slurmDaemons, 'dockerd' as const].flatMap((victim) => [`stop-${victim}` as const, `kill-${victim}` as const]),
  'kill-shim',
];

/** Kinds that need `--cluster`. */
export const clusterFaults: readonly FaultKind[] = signalNames.map((signal) => `${signal}-${LEADER}` as const);

export const isFaultKind = (name: string): name is FaultKind =>
  ([...faultKinds, ...executorFaults, ...clusterFaults] as readonly string[]).includes(name);

export const isSlurmDaemon = (name: string): name is SlurmDaemon => (slurmDaemons as readonly string[]).includes(name);

export const isExecutorVictim = (name: string): name is ExecutorVictim =>
  (executorVictims as readonly string[]).includes(name);

/** The signal and victim of a kind; undefined for others. */
export function signalAndVictim(kind: FaultKind): { readonly signal: Signal; readonly victim: Victim } | undefined {
  const [name, rest] = [kind.slice(0, 4), kind.slice(5)];
  const signal = signalNames.find((each) => each === name);
  const victim = ([...victims, ...executorVictims, LEADER] as const).find((each) => each === rest);
  return signal && victim && { signal: signals[signal], victim };
}

/** Shortest and longest duration in milliseconds; a kind without one is over at once. */
export function durationOf(kind: FaultKind): readonly [number, number] {
  if (kind.startsWith('clock-')) return [3_000, 15_000];
  if (kind.startsWith('kill-slurm')) return [1_000, 12_000];
  // Until there is a container.
  if (kind === 'kill-shim') return [5_000, 15_000];
  if (kind.startsWith('stop-')) return [1_000, 20_000];
  if (kind.startsWith('memory-')) return [2_000, 8_000];
  // Clients wait for 15 s.
  if (kind === 'mail-slow') return [1_000, 20_000];
  if (kind.startsWith('mail-')) return [1_000, 12_000];
  if (kind === 'disk-errors') return [500, 4_000];
  if (kind.startsWith('disk-')) return [2_000, 8_000];
  if (kind === 'black-hole' || kind === 'refuse' || kind === 'slow') return [1_000, 12_000];
  return [0, 0];
}
