import { readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { z } from 'zod';
import { inSentences, PipelineManifest, type BrokenPipeline, type Params } from '@reprise/contracts';
import { manifestLaunch } from '../launch/manifest-launch.ts';
import { absoluteParams, isInside } from '../paths/absolute-params.ts';
import type { Pipeline } from '../pipeline.ts';
import { InvalidPipelineError, isFile, readJson, readSchema } from '../read-schema.ts';
import { readParamsBlock } from '../schema/params-block.ts';
import { readConfig } from '../schema/pipeline-config.ts';
import { revisionOf } from '../revision.ts';
import { refuseModule } from './refuse-module.ts';
import { MANIFEST, unreadable } from './scan-folders.ts';

/** Pipeline of a folder, or why it cannot be loaded. Plain data that can be sent between threads. */
export type LoadedFolder =
  | { readonly folder: string; readonly pipeline: Pipeline }
  | { readonly folder: string; readonly broken: readonly BrokenPipeline[] };

/** Loads the pipeline of a folder with a `reprise.json`. */
export function loadFolder(folder: string): LoadedFolder {
  try {
    return { folder, pipeline: loadPipeline(folder) };
  } catch (error) {
    return { folder, broken: error instanceof InvalidPipelineError ? error.broken : [unreadable(folder, error)] };
  }
}

function loadPipeline(given: string): Pipeline {
  const folder = realpathSync(given);
  const manifest = readManifest(given);
  const { repository = null } = manifest;
  const script = repository ? '' : resolve(folder, manifest.script ?? '');
  const { launch, problems } = manifestLaunch(manifest, folder);
  const wrong: [string, string][] = [...problems];
  const module = repository ? null : refuseModule(manifest.script ?? '', script);
  if (module !== null) wrong.push(['script', module]);
  else if (!repository && (!isInside(script, folder) || !isFile(script)))
    wrong.push(['script', `must be a file in the pipeline's folder; there is no ${manifest.script ?? ''}`]);
  const { output_param } = manifest;
  if (output_param !== null && output_param in manifest.params)
    wrong.push([`params.${output_param}`, 'must not be set: it is the output_param, which the runner sets']);
  if (output_param !== null && isFile(script) && isUndeclared(output_param, folder, script))
    wrong.push([
      'output_param',
      `is ${output_param}, which the params block of the script does not declare: declare it, or set output_param to null if the script has an output block`,
    ]);
  const globs = [
    ...fieldsBelow('outputs', manifest.outputs),
    ...fieldsBelow('reports', manifest.reports),
    ['params_file', manifest.params_file] as const,
    ...fieldsBelow('qc', manifest.qc ? { files: manifest.qc.files } : {}),
  ];
  for (const [field, glob] of globs)
    if (isAbsolute(glob) || glob.split('/').includes('..'))
      wrong.push([field, 'must be a glob under the output folder']);
  const schema = readSchema(given, script);
  for (const [index, check] of manifest.checks.entries())
    if (schema?.isFile && !(check.param in schema.properties))
      wrong.push([`checks.${String(index)}.param`, `is not a parameter of the schema: ${check.param}`]);
  if (wrong.length) throw new InvalidPipelineError(given, MANIFEST, wrong);
  const absolute = (params: Params) => absoluteParams(folder, params);
  return {
    manifest,
    folder,
    script,
    sources: folder,
    revision: repository ? '' : revisionOf(folder),
    repository,
    launch,
    params: absolute(manifest.params),
    demo: Object.entries(manifest.demo).map(([name, params]) => ({ name, params: absolute(params) })),
    schema,
  };
}

const fieldsBelow = (field: string, globs: Readonly<Record<string, string>>) =>
  Object.entries(globs).map(([key, glob]) => [`${field}.${key}`, glob] as const);

/**
 * Whether Nextflow would reject a parameter: a script with a params block accepts only those declared in it or in the
 * config.
 */
function isUndeclared(name: string, folder: string, script: string): boolean {
  const declared = readParamsBlock(readFileSync(script, 'utf8'));
  const file = join(folder, 'nextflow.config');
  const config = readConfig(isFile(file) ? readFileSync(file, 'utf8') : '');
  const isDeclared = declared?.some((param) => param.name === name) ?? true;
  return !isDeclared && !config.includes && !config.assigned.has(name);
}

/** @throws InvalidPipelineError, or any file system error */
export function readManifest(folder: string): PipelineManifest {
  const result = PipelineManifest.safeParse(readJson(folder, MANIFEST), inSentences);
  if (result.success) return result.data;
  throw new InvalidPipelineError(folder, MANIFEST, result.error.issues.flatMap(fieldsOf));
}

function fieldsOf(issue: z.core.$ZodIssue): [string | null, string][] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => [[...path, key].join('.'), 'is not a field of the manifest']);
  return [[path.join('.') || null, issue.message]];
}
