import { readFile } from 'node:fs/promises';
import type { FieldProblem, LaunchOptions } from '@reprise/contracts';
import type { Pipeline } from '../pipeline.ts';
import { configProblem } from './config-problem.ts';
import { configProfiles } from './config-profiles.ts';
import { leavingSettings } from './leaving-settings.ts';
import { entryDoubt } from './entry-doubt.ts';
import { otherCluster } from './other-cluster.ts';
import { readRunConfig } from './read-run-config.ts';
import { scriptWorkflows } from './script-workflows.ts';
import { unheldExecutors } from './unheld-executors.ts';

export interface CheckedAgainstSources {
  readonly errors: readonly FieldProblem[];
  readonly warnings: readonly FieldProblem[];
}

/**
 * Checks launch options against the files of the pipeline, as far as they can be read without running Groovy. A missing
 * profile is only a warning, because the Nextflow config of a runner's user may contain it.
 * @param versions versions of Nextflow with which runners would run the job
 */
export async function checkAgainstSources(
  { script, sources }: Pick<Pipeline, 'script' | 'sources'>,
  launch: LaunchOptions,
  versions: readonly string[] = [],
): Promise<CheckedAgainstSources> {
  const { profiles = [], config, entry, env = {} } = launch;
  const errors: FieldProblem[] = [];
  const code = await readRunConfig({ script, sources }, launch).catch(() => ''); // the runner reports why it cannot be read
  const warnings = [...leavingSettings(code), ...unheldExecutors(code, launch.work_dir)].map(
    (message): FieldProblem => ({ field: 'launch.config', message }),
  );
  const sentBy = otherCluster(code, env);
  if (sentBy !== null)
    warnings.push({
      field: sentBy === 'clusterOptions' ? 'launch.config' : `launch.env.${sentBy}`,
      message: `sends tasks to another Slurm cluster by ${sentBy}. Reprise asks that of its runner only: at the end it cannot say whether tasks are left`,
    });
  const doubt = entryDoubt(launch, versions);
  if (doubt !== null) warnings.push({ field: 'launch.entry', message: doubt });
  const problem = config === undefined ? null : configProblem(config);
  if (problem)
    errors.push({
      field: 'launch.config',
      message: `is no Nextflow config, line ${String(problem.line)}: ${problem.message}`,
    });
  // A pipeline of a repository that is not fetched yet has no files.
  if (!script) return { errors, warnings };
  const known = profiles.length ? await configProfiles(sources, config) : null;
  const unknown = known ? profiles.filter((name) => name !== 'standard' && !known.has(name)) : [];
  if (known && unknown.length)
    warnings.push({
      field: 'launch.profiles',
      message: `this pipeline has none named ${unknown.join(' or ')}; it has ${listOf(known)}. The run fails unless the config of the runner has it`,
    });
  const workflows = entry === undefined ? null : scriptWorkflows(await readFile(script, 'utf8'));
  if (workflows && entry !== undefined && !workflows.has(entry))
    errors.push({
      field: 'launch.entry',
      message: `the script has no workflow named ${entry}; it has ${listOf(workflows)}`,
    });
  return { errors, warnings };
}

const listOf = (names: ReadonlySet<string>) => [...names].toSorted().join(', ') || 'none';
