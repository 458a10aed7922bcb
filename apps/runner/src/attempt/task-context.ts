import type { Isolation } from '@reprise/nextflow';
import type { StartedAttempt } from './attempt.ts';
import { homeVariables, withHome } from './job-home.ts';

interface TaskSettings {
  readonly isolation: Isolation;
  readonly environment: Readonly<Record<string, string>>;
}

/** Returns the environment, and the prefix that makes a command run like a task of the attempt, in its launch dir. */
export const taskContext = (
  started: StartedAttempt,
  { isolation, environment }: TaskSettings,
  variables: Readonly<Record<string, string>>,
) => ({
  env: { ...variables, ...environment, ...homeVariables(started) },
  prefix: withHome(isolation, started).prefix({ cwd: started.paths.launchDir }),
});
