import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataOf, QcReport, QcRules } from '@reprise/contracts';
import {
  describeRun,
  judgeMeasures,
  readMeasures,
  toolsOf,
  withOutputDir,
  type Pipeline,
  type ReportedVersion,
  type Repositories,
  type SampleMeasures,
} from '@reprise/pipelines';
import { readLineage, type Lineage } from '@reprise/nextflow';
import type { StartedAttempt } from '../attempt/attempt.ts';
import { publishedPaths, readPublished } from './published-files.ts';
import { commandVersions, type CommandSettings } from './version-commands.ts';
import { taskVersions } from './task-versions.ts';
import { writtenParams } from './written-params.ts';

const MAX_PARAMS_BYTES = 64 * 1024;
const MAX_QC_BYTES = 1024 * 1024;
const MOST_QC_FILES = 500;

/** Facts about an ended run, each for its own event. Absent if unknown. */
export interface RunFacts {
  readonly run_described?: Omit<DataOf<'run_described'>, 'attempt'>;
  readonly tools_observed?: Omit<DataOf<'tools_observed'>, 'attempt'>;
  readonly qc_measured?: QcReport;
}

export interface EndedRun {
  readonly hasSucceeded: boolean;
  /** One work dir for each step. */
  readonly workDirs: readonly string[];
}

/** Reads facts about the run, its tools and the quality of its results. @throws Error if files cannot be read */
export type ObserveRun = (
  started: StartedAttempt,
  pipeline: Pipeline | undefined,
  ended: EndedRun,
  onWarning: (problem: string) => void,
) => Promise<RunFacts>;

export interface ObserverSettings extends CommandSettings {
  /** Clones that contain an attempt's pipeline in the form in which it ran. */
  readonly repositories: Pick<Repositories, 'at'>;
}

export const runObserver =
  (settings: ObserverSettings): ObserveRun =>
  async (started, named, { hasSucceeded, workDirs }, onWarning) => {
    const published = await publishedPaths(started);
    const reported = await taskVersions(started, workDirs, published);
    if (!named) return toolFacts(reported);
    // A pipeline whose repository is gone is described only by its manifest.
    const pipeline = await settings.repositories.at(named, started.job.pipeline_revision).catch(() => named);
    const { qc } = pipeline.manifest;
    // A failed or cancelled run ends without waiting for commands.
    const asked = hasSucceeded ? await commandVersions(started, pipeline, reported, settings, onWarning) : [];
    return {
      run_described: { ...(await description(started, pipeline, published)), ...(await lineage(started)) },
      ...toolFacts([...reported, ...asked]),
      ...(qc && hasSucceeded && (await quality(started, qc, published, onWarning))),
    };
  };

function toolFacts(versions: readonly ReportedVersion[]): Pick<RunFacts, 'tools_observed'> {
  const found = toolsOf(versions);
  return found.tools.length > 0 ? { tools_observed: found } : {};
}

async function description(started: StartedAttempt, pipeline: Pipeline, published: readonly string[]) {
  const { manifest, script, sources } = pipeline;
  const limits = { glob: manifest.params_file, maxBytes: MAX_PARAMS_BYTES, most: 50 };
  const files = await readPublished(started, published, limits);
  const given = withOutputDir(manifest, started.job.params, started.run.output_dir);
  const [config, code] = await Promise.all([textOf(join(sources, 'nextflow.config')), textOf(script)]);
  return describeRun(pipeline, {
    given,
    written: writtenParams(files, started.run.started_at),
    config,
    script: code,
  });
}

const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

async function lineage({ attemptDir }: StartedAttempt): Promise<{ lineage?: Lineage }> {
  const found = await readLineage(attemptDir);
  return found ? { lineage: found } : {};
}

async function quality(
  started: StartedAttempt,
  rules: QcRules,
  published: readonly string[],
  onWarning: (problem: string) => void,
): Promise<Pick<RunFacts, 'qc_measured'>> {
  const limits = { glob: rules.files, maxBytes: MAX_QC_BYTES, most: MOST_QC_FILES };
  const files = await readPublished(started, published, limits);
  const measures = files.flatMap(({ path, text }): SampleMeasures[] => {
    try {
      return readMeasures(path, text, rules);
    } catch (error) {
      onWarning(`No quality is read from ${path}: ${(error as Error).message}`);
      return [];
    }
  });
  if (measures.length > 0) return { qc_measured: judgeMeasures(measures, rules) };
  onWarning(`No quality is measured: no file ${rules.files} with a metric of the manifest was published`);
  return {};
}
