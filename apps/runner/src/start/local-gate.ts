import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  abortGate,
  attemptFiles,
  expectCgroupEntry,
  inspectAttempt,
  launchGated,
  nextflowCommand,
  openGate,
} from '@reprise/nextflow';
import { recordOtherCluster } from '@reprise/executors';
import {
  otherCluster,
  passedVariables,
  readRunConfig,
  RepositoryError,
  withOutputDir,
  type Pipeline,
  type Repositories,
} from '@reprise/pipelines';
import { homeVariables, withHome } from '../attempt/job-home.ts';
import { runName } from '../attempt/job-paths.ts';
import type { HeldAttempt } from '../attempt/attempt.ts';
import { chosenNextflow } from './chosen-nextflow.ts';
import type { Gate, Gated, NotStarted } from './gate.ts';
import { goneInputs } from './gone-inputs.ts';
import { prepare } from './prepare.ts';
import { settleMoves } from './restart-moves.ts';
import type { StartSettings } from '../base/start-settings.ts';
import { shownPaths } from './shown-paths.ts';
import { unreadablePipeline } from './unreadable-pipeline.ts';
import { readStartRecord, writeStartRecord } from './start-record.ts';

/** Returns the gate of an attempt on this machine. */
export function localGate(held: HeldAttempt, pipeline: Pipeline | undefined, settings: StartSettings): Gate {
  return {
    reach: async () => {
      if (settings.cgroup === 'auto') void expectCgroupEntry();
      return (await gateLeftBehind(held)) ?? (await spawnAtGate(held, pipeline, settings));
    },
    open: () => openGate(held.attemptDir),
    abort: () => abortGate(held.attemptDir),
    settleMoves: () => settleMoves(held, true),
  };
}

/** Finds a gate that an earlier process of this runner reached without recording the start. Removes anything else. */
async function gateLeftBehind({ attemptDir }: HeldAttempt): Promise<Gated | null> {
  const left = inspectAttempt(attemptDir);
  if (left.status === 'gated' && left.supervised)
    return { process: left.process, record: await readStartRecord(attemptDir) };
  if (left.status === 'gated') await abortGate(attemptDir);
  if (left.status !== 'none') {
    await rm(attemptDir, { recursive: true });
    // Without it, the attempt's work dir would be taken for that of a different data dir.
    await mkdir(attemptDir);
  }
  return null;
}

/** Returns the parameters with the absolute path of the samplesheet, unless a rerun has a different samplesheet. */
const paramsOf = ({ params, sheet }: HeldAttempt['job'], launchDir: string) =>
  sheet && params[sheet.param] === sheet.name ? { ...params, [sheet.param]: join(launchDir, sheet.name) } : params;

async function spawnAtGate(
  held: HeldAttempt,
  named: Pipeline | undefined,
  settings: StartSettings,
): Promise<Gated | NotStarted> {
  const { job, attempt, paths, attemptDir } = held;
  if (!named) return { message: await settings.missingPipeline(job.pipeline) };
  const options = job.launch ?? {};
  if (options.config !== undefined && options.config !== named.launch.config && !settings.takesConfig)
    return {
      message:
        'This job has its own Nextflow config, but REPRISE_EXTRA_CONFIG is off here. Submit it without the config, or ask the operator.',
    };
  const nextflow = chosenNextflow(job, settings);
  if (typeof nextflow === 'string') return { message: nextflow };
  const pipeline = await pipelineOf(named, job.pipeline_revision, settings.repositories);
  if ('message' in pipeline) return pipeline;
  const unreadable = await unreadablePipeline(pipeline, settings.isolation);
  if (unreadable !== null) return { message: unreadable };
  const gone = await goneInputs(held, pipeline, settings.samplesRoot);
  if (gone !== null) return { message: gone };
  const asked = { params: paramsOf(job, paths.launchDir), outputParam: pipeline.manifest.output_param };
  const prepared = await prepare({ ...settings, nextflow: nextflow.launcher }, held, asked);
  if (!prepared.ok) return prepared;
  const { workDir, outputDir, resumeSession } = prepared;
  const files = attemptFiles(attemptDir);
  const run_name = runName(job.job_id, attempt);
  const { argv, config } = nextflowCommand({
    nextflow: nextflow.launcher,
    version: nextflow.version,
    script: pipeline.script,
    runName: run_name,
    paramsFile: files.params,
    workDir,
    outputDir,
    attemptDir,
    resumeSession,
    profiles: options.profiles,
    hasExtraConfig: options.config !== undefined,
    entry: options.entry,
    stubRun: options.stub_run,
  });
  const env = {
    ...passedVariables(settings.variables, pipeline.manifest.environment),
    ...settings.environment,
    ...homeVariables(held),
    ...options.env,
    ...(nextflow.parser && { NXF_SYNTAX_PARSER: nextflow.parser }),
    ...held.marker,
  };
  // If the config cannot be read, Nextflow reports it.
  const sentBy = otherCluster(await readRunConfig(pipeline, options).catch(() => ''), env);
  const record = {
    argv,
    run_name,
    pipeline_revision: pipeline.revision,
    work_dir: workDir,
    output_dir: outputDir,
    nextflow_version: nextflow.version,
    ...(nextflow.parser && { syntax_parser: nextflow.parser }),
  };
  const params = withOutputDir(pipeline.manifest, asked.params, outputDir);
  await Promise.all([
    writeFile(files.params, JSON.stringify(params, null, 2)),
    options.config === undefined ? undefined : writeFile(files.extraConfig, options.config),
    writeFile(files.config, config),
    writeStartRecord(attemptDir, record),
    sentBy === null ? undefined : recordOtherCluster(attemptDir, sentBy),
    emptyFiles([files.log, files.trace]).then((paths) => settings.isolation.handOver(paths)),
  ]);
  const launch = await launchGated({
    argv,
    prefix: withHome(settings.isolation, held).prefix({
      cwd: paths.launchDir,
      paths: shownPaths(held, record, pipeline, settings),
      writable: [workDir, outputDir, files.log, files.trace, ...writtenFolders(settings.environment)],
    }),
    launchDir: paths.launchDir,
    attemptDir,
    lockFile: paths.lockFile,
    env,
    marker: held.marker,
    cgroup: settings.cgroup,
  });
  switch (launch.status) {
    case 'gated':
      return { process: launch.process, record };
    case 'locked':
      return { message: 'Another attempt of this job still runs on this machine. Wait for its end, then try again.' };
    case 'used': // by the child of a supervisor that an earlier process of this runner had just spawned
      return (await gateLeftBehind(held)) ?? { message: `The folder ${attemptDir} belongs to another start.` };
    case 'failed':
      return { message: `Nextflow could not be started: ${launch.reason}` };
  }
}

/**
 * Returns a repository's pipeline at the job's commit, and other pipelines unchanged; or why the pipeline is
 * unavailable.
 */
async function pipelineOf(named: Pipeline, commit: string, repositories: Repositories): Promise<Pipeline | NotStarted> {
  try {
    return await repositories.at(named, commit);
  } catch (error) {
    if (error instanceof RepositoryError) return { message: error.message };
    throw error;
  }
}

/** Folders that the operator configured for all jobs: temporary files, images, conda environments. */
const writtenFolders = (environment: Readonly<Record<string, string>>): string[] =>
  Object.entries(environment).flatMap(([name, value]) =>
    /^TMPDIR$|^NXF_(?:TEMP|\w+_CACHEDIR)$/.test(name) && value.startsWith('/') ? [value] : [],
  );

/**
 * Creates files for Nextflow, because it is not allowed to create any in the attempt dir, where other files are private
 * to the runner.
 */
async function emptyFiles(paths: readonly string[]): Promise<readonly string[]> {
  await Promise.all(paths.map((path) => writeFile(path, '', { flag: 'a' })));
  return paths;
}
