import type { TaskView } from '@reprise/contracts';
import type { Job } from '@reprise/job';
import { uncachedProcesses } from '@reprise/pipelines';
import type { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';

/**
 * Returns the processes of a session's tasks that a resume may run again although the tasks are cached, according to the
 * server's copy of the pipeline. Empty if there is no copy.
 */
export async function uncachedSteps(
  { pipeline, pipeline_revision, launch = {} }: Pick<Job, 'pipeline' | 'pipeline_revision' | 'launch'>,
  tasks: readonly Pick<TaskView, 'process'>[],
  pipelines: Pick<InstalledPipelines, 'all' | 'checkedOutAt'>,
): Promise<ReadonlySet<string>> {
  const processes = [...new Set(tasks.map(({ process }) => process))];
  const named = processes.length > 0 && (await pipelines.all()).find(({ manifest }) => manifest.name === pipeline);
  const found = named && (await pipelines.checkedOutAt(named, pipeline_revision));
  return found ? uncachedProcesses(found, launch, processes).catch(() => new Set()) : new Set();
}
