import type { CgroupSetting, Isolation, SessionTasks } from '@reprise/nextflow';
import type { Repositories } from '@reprise/pipelines';
import type { AttemptTasks } from '../attempt/attempt-tasks.ts';
import type { InstalledNextflows } from './installed-nextflows.ts';
import type { RunnerIdentity } from './runner-identity.ts';

/** Settings that name paths which every task is shown. */
export interface ShownSettings {
  readonly nextflows: InstalledNextflows;
  readonly environment: Readonly<Record<string, string>>;
  /** Folders, besides the pipelines' demo data, into which links among the inputs may lead. */
  readonly inputRoots: readonly string[];
  /** Folder of uploaded samples, of which a job sees its own. */
  readonly samplesRoot: string;
}

export interface StartSettings extends ShownSettings {
  readonly dataDir: string;
  readonly identity: RunnerIdentity;
  /** The runner's own variables, of which the manifest's allow-list passes some. */
  readonly variables: NodeJS.ProcessEnv;
  readonly repositories: Repositories;
  /** Returns why this runner has no pipeline of a name, and what to do. */
  readonly missingPipeline: (name: string) => Promise<string>;
  /** Whether jobs may bring a config of their own. */
  readonly takesConfig: boolean;
  /** How Nextflow and its tasks are kept from what is Reprise's. */
  readonly isolation: Isolation;
  readonly sessions: SessionTasks;
  readonly tasks: AttemptTasks;
  /** Called with what a person who looks into the log should know. */
  readonly onWarning?: (problem: string, jobId: string) => void;
  /** Aborted by a cancel of the job: deleting earlier results ends. */
  readonly cancelled?: AbortSignal;
  readonly cgroup: CgroupSetting;
  readonly graceMs: number;
}
