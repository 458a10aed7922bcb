import { inspectImage } from '@reprise/executors';
import { passedVariables, type Pipeline } from '@reprise/pipelines';
import type { StartedAttempt } from '../attempt/attempt.ts';
import { homeVariables, withHome } from '../attempt/job-home.ts';
import type { InspectImage } from './task-containers.ts';
import type { CommandSettings } from './version-commands.ts';

/**
 * Returns an image inspector that queries engines like the attempt's tasks would, because rootless Podman has separate
 * images for each user.
 */
export const imageInspector =
  ({ isolation, environment, variables }: CommandSettings) =>
  (started: StartedAttempt, pipeline: Pipeline | undefined): InspectImage => {
    const passed = passedVariables(variables, pipeline?.manifest.environment ?? []);
    const env = { ...passed, ...environment, ...homeVariables(started) };
    return async (wrapper) =>
      inspectImage(wrapper, { env, prefix: withHome(isolation, started).prefix({ cwd: started.paths.launchDir }) });
  };
