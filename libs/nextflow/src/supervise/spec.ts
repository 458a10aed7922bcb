import type { ProcessIdentity } from '../process/process-identity.ts';

/** Environment entries that only the attempt's processes have: `{REPRISE_JOB_ID, REPRISE_ATTEMPT}`. */
export type Marker = Readonly<Record<string, string>>;

/** `auto`: a cgroup if this machine permits it. `off`: only process group and marker. */
export type CgroupSetting = 'auto' | 'off';

/** One start of a program under a supervisor. */
export interface LaunchSpec {
  /** The program and its arguments; never passed to a shell. */
  argv: readonly [string, ...string[]];
  /** Prefix of `argv` that executes it with fewer rights, in the same process (`Isolation.prefix`). */
  prefix?: readonly string[];
  /** Working directory of the program, which must exist. For Nextflow it is the launch dir. */
  launchDir: string;
  /** Private folder of this attempt (see `attemptFiles`), for a single launch. Created if missing. */
  attemptDir: string;
  /** Locked while the supervisor or the program is alive. There is one per job. */
  lockFile: string;
  /** The complete environment of the child (result of an allow-list). Nothing is inherited. */
  env: Readonly<Record<string, string>>;
  marker: Marker;
  cgroup: CgroupSetting;
}

/** Result of a launch. The program does not run before the gate opens. */
export type Launch =
  | { status: 'gated'; process: ProcessIdentity }
  /** Another supervisor or program of this job is alive. Inspect and adopt it, or end it. */
  | { status: 'locked' }
  /** This attempt dir was used before. Inspect it. */
  | { status: 'used' }
  | { status: 'failed'; reason: string };

/** State of an attempt, read only from its files and the process table. */
export type Inspection =
  /** The child waits at the gate. `supervised: false`: its supervisor is gone and its exit code would be lost. */
  | { status: 'gated'; process: ProcessIdentity; supervised: boolean }
  /** The program runs, or has just ended and the supervisor is about to record the exit code. */
  | { status: 'running'; process: ProcessIdentity; supervised: boolean }
  | Ended;

/** How an attempt's program ended. */
export type Ended =
  /** No supervised child was ever created here, or its folder is gone, in which case its state is unknown. */
  | { status: 'none' }
  /** Aborted, or ended at the gate. The program never ran. */
  | { status: 'aborted'; process: ProcessIdentity | null }
  /** The code as a shell reports it; `signal` if it is 128 + a signal number. */
  | { status: 'exited'; process: ProcessIdentity; exit_code: number; signal: string | null; ended_at: string }
  /**
   * The process is gone without a recorded exit code, or the machine has been rebooted since. It was killed together
   * with its supervisor, or the disk was full.
   */
  | { status: 'vanished'; process: ProcessIdentity };

/**
 * Whether the program could run: `opened` or `aborted`. `aborted` even if no child is waiting: nothing ran and nothing
 * will.
 */
export type GateAnswer = 'opened' | 'aborted';
