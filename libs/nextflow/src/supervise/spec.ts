import type { ProcessIdentity } from '../process/process-identity.ts';

/** Environment entries that only the attempt's processes have: `{REPRISE_JOB_ID, REPRISE_ATTEMPT}`. */
export type Marker = Readonly<Record<string, string>>;

/** `auto`: a cgroup if this machine permits it. `off`: only process group and marker. */
export type CgroupSetting = 'auto' | 'off';

/** One start of a program under a supervisor. */
export interface LaunchSpec {
  /** The program and its arguments; never passed to a shell. */
  argv: readonly [string, ...string[]];
  /** Prefix of `argv`, which becomes it by `exec`: the same process, with fewer rights (`Isolation.prefix`). */
  prefix?: readonly string[];
  /** Its working directory: for Nextflow the launch dir, which must exist. */
  launchDir: string;
  /** Private folder of this attempt (see `attemptFiles`); created if missing, for a single launch. */
  attemptDir: string;
  /** Locked as long as the supervisor or the program is alive: one per job. */
  lockFile: string;
  /** The complete environment of the child (result of an allow-list); nothing is inherited. */
  env: Readonly<Record<string, string>>;
  marker: Marker;
  cgroup: CgroupSetting;
}

/** Result of a launch. The program does not run before the gate opens. */
export type Launch =
  | { status: 'gated'; process: ProcessIdentity }
  /** Another supervisor or program of this job is alive: inspect and adopt it, or end it. */
  | { status: 'locked' }
  /** This attempt dir was used before: inspect it. */
  | { status: 'used' }
  | { status: 'failed'; reason: string };

/** State of an attempt, from its files and the process table only. */
export type Inspection =
  /** The child waits at the gate. `supervised: false`: its supervisor is gone and its exit code would be lost. */
  | { status: 'gated'; process: ProcessIdentity; supervised: boolean }
  /** The program runs, or has just ended and the supervisor is about to record how. */
  | { status: 'running'; process: ProcessIdentity; supervised: boolean }
  | Ended;

/** The end of an attempt's program. */
export type Ended =
  /** No supervised child was ever created here, or its folder is gone: then its state is unknown. */
  | { status: 'none' }
  /** Aborted, or ended at the gate: the program never ran. */
  | { status: 'aborted'; process: ProcessIdentity | null }
  /** The code as reported by a shell; `signal` if it is 128 + a signal number. */
  | { status: 'exited'; process: ProcessIdentity; exit_code: number; signal: string | null; ended_at: string }
  /**
   * No exit code was recorded and the process is gone, or the machine was rebooted since: killed together with its
   * supervisor, or the disk was full.
   */
  | { status: 'vanished'; process: ProcessIdentity };

/** Whether the program could run: `opened`, or `aborted` (also if no child waits: nothing ran and nothing will). */
export type GateAnswer = 'opened' | 'aborted';
