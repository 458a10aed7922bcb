import type { CgroupSetting, Isolation, SessionTasks } from '@reprise/nextflow';
import type { Repositories } from '@reprise/pipelines';
import type { AttemptTasks } from '../attempt/attempt-tasks.ts';
import type { InstalledNextflows } from './installed-nextflows.ts';
import type { RunnerIdentity } from './runner-identity.ts';

/** Settings with paths that are visible to every task. */
export interface ShownSettings {
  readonly nextflows: InstalledNextflows;
  readonly environment: Readonly<Record<string, string>>;
  /** Folders that links among the inputs may point to, in addition to the pipelines' demo data. */
  readonly inputRoots: readonly string[];
  /** Folder of uploaded samples. A job only sees its own samples. */
  readonly samplesRoot: string;
}

export interface StartSettings extends ShownSettings {
  readonly dataDir: string;
  readonly identity: RunnerIdentity;
  /** The runner's own variables. The manifest's allow-list determines which of them are passed on. */
  readonly variables: NodeJS.ProcessEnv;
  readonly repositories: Repositories;
  /** Returns why this runner lacks a pipeline with this name, and what to do. */
  readonly missingPipeline: (name: string) => Promise<string>;
  /** Whether jobs may add their own config. */
  readonly takesConfig: boolean;
  /** How Nextflow and its tasks are isolated from Reprise. */
  readonly isolation: Isolation;
  readonly sessions: SessionTasks;
  readonly tasks: AttemptTasks;
  /** Called with warnings that belong in the log. */
  readonly onWarning?: (problem: string, jobId: string) => void;
  /** Aborted when the job is cancelled, which stops the deletion of earlier results. */
  readonly cancelled?: AbortSignal;
  readonly cgroup: CgroupSetting;
  readonly graceMs: number;
}
