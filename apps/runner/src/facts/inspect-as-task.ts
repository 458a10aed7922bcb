import { inspectImage } from '@reprise/executors';
import { passedVariables, type Pipeline } from '@reprise/pipelines';
import type { StartedAttempt } from '../attempt/attempt.ts';
import { taskContext } from '../attempt/task-context.ts';
import type { InspectImage } from './task-containers.ts';
import type { CommandSettings } from './version-commands.ts';

/**
 * Returns an image inspector that queries engines as the attempt's tasks would, because rootless Podman has separate
 * images for each user.
 */
export const imageInspector =
  (settings: CommandSettings) =>
  (started: StartedAttempt, pipeline: Pipeline | undefined): InspectImage => {
    const variables = passedVariables(settings.variables, pipeline?.manifest.environment ?? []);
    return async (wrapper) => inspectImage(wrapper, taskContext(started, settings, variables));
  };
