import type { ProcessIdentity } from '../process/process-identity.ts';

/** Environment entries that every process of an attempt carries and no other process does: `{REPRISE_JOB_ID, REPRISE_ATTEMPT}`. */
export type Marker = Readonly<Record<string, string>>;

/** `auto`: a cgroup of its own where this machine permits it. `off`: only process group and marker. */
export type CgroupSetting = 'auto' | 'off';

/** One start of a program under a supervisor. */
export interface LaunchSpec {
  /** The program and its arguments; never given to a shell. */
  argv: readonly [string, ...string[]];
  /** Put before `argv`, which it becomes by `exec`: the same process, with fewer rights (`Isolation.prefix`). */
  prefix?: readonly string[];
  /** Where it runs: for Nextflow the launch dir, which must exist. */
  launchDir: string;
  /** A folder for this attempt's own files (see `attemptFiles`); made if missing, serves one launch only. */
  attemptDir: string;
  /** Locked as long as the supervisor or the program lives: one per job. */
  lockFile: string;
  /** The whole environment of the child (an allow-list's result); nothing is inherited. */
  env: Readonly<Record<string, string>>;
  marker: Marker;
  cgroup: CgroupSetting;
}

/** Result of a launch. Nothing of the program runs before the gate opens. */
export type Launch =
  | { status: 'gated'; process: ProcessIdentity }
  /** Another supervisor or program of this job lives: inspect and adopt it, or end it. */
  | { status: 'locked' }
  /** This attempt dir was used before: inspect it. */
  | { status: 'used' }
  | { status: 'failed'; reason: string };

/** State of an attempt, by its files and the process table alone. */
export type Inspection =
  /** The child waits at the gate. `supervised: false`: its supervisor is gone and its exit code would be lost. */
  | { status: 'gated'; process: ProcessIdentity; supervised: boolean }
  /** The program runs, or has just ended and the supervisor is about to record how. */
  | { status: 'running'; process: ProcessIdentity; supervised: boolean }
  | Ended;

/** The end of an attempt's program. */
export type Ended =
  /** No supervised child was ever made here, or its folder is gone: then nothing is known, also not whether it lives. */
  | { status: 'none' }
  /** Aborted, or ended at the gate: nothing of the program ran. */
  | { status: 'aborted'; process: ProcessIdentity | null }
  /** The code as a shell reports it; `signal` where it is 128 + a signal's number. */
  | { status: 'exited'; process: ProcessIdentity; exit_code: number; signal: string | null; ended_at: string }
  /**
   * No exit code was recorded and the process is gone, or the machine was booted again since: killed, with its supervisor,
   * or the disk did not take the code.
   */
  | { status: 'vanished'; process: ProcessIdentity };

/** Whether the program got to run: `opened`, or `aborted` (also where no child waits: nothing ran and nothing will). */
export type GateAnswer = 'opened' | 'aborted';
