import { readdirSync, realpathSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { z } from 'zod';
import { inSentences, PipelineManifest, type BrokenPipeline, type Params } from '@reprise/contracts';
import { manifestLaunch } from './launch/manifest-launch.ts';
import { absoluteParams, isInside } from './paths/absolute-params.ts';
import { InvalidPipelineError, isFile, readJson, readSchema } from './read-schema.ts';
import { revisionOf } from './revision.ts';
import type { LoadedPipelines, Pipeline } from './pipeline.ts';

const MANIFEST = 'reprise.json';

/**
 * Loads every pipeline folder (one with a `reprise.json`) directly under the given folders; a given folder may be a
 * pipeline folder itself. Invalid and unreadable ones are reported in `broken`; the others still load. Of two with the
 * same name the first wins.
 */
export function loadPipelines(folders: readonly string[]): LoadedPipelines {
  const pipelines: Pipeline[] = [];
  const broken: BrokenPipeline[] = [];
  for (const folder of folders.flatMap((parent) => pipelineFolders(parent, broken))) {
    try {
      const pipeline = loadPipeline(folder);
      const twin = pipelines.find(({ manifest }) => manifest.name === pipeline.manifest.name);
      if (twin?.folder === pipeline.folder) continue;
      if (twin) throw new InvalidPipelineError(folder, MANIFEST, [['name', `is taken by ${twin.folder}`]]);
      pipelines.push(pipeline);
    } catch (error) {
      broken.push(...(error instanceof InvalidPipelineError ? error.broken : [unreadable(folder, error)]));
    }
  }
  return { pipelines, broken };
}

/** @throws `error` if it does not come from the file system */
function unreadable(folder: string, error: unknown): BrokenPipeline {
  const { code, path, message } = error as NodeJS.ErrnoException;
  if (!code) throw error;
  return { file: path ?? folder, field: null, reason: `cannot be read: ${message}` };
}

/** Returns the pipeline folders under a folder, or itself; adds what cannot be read to `broken`. */
export function pipelineFolders(parent: string, broken: BrokenPipeline[]): string[] {
  const orElse = <T>(folder: string, read: () => T, fallback: T): T => {
    try {
      return read();
    } catch (error) {
      broken.push(unreadable(folder, error));
      return fallback;
    }
  };
  const isPipeline = (folder: string) => isFile(join(folder, MANIFEST));
  if (orElse(parent, () => isPipeline(parent), false)) return [resolve(parent)];
  return orElse(parent, () => readdirSync(parent).sort(), [])
    .map((name) => resolve(parent, name))
    .filter((folder) => orElse(folder, () => isPipeline(folder), false));
}

function loadPipeline(given: string): Pipeline {
  const folder = realpathSync(given);
  const manifest = readManifest(given);
  const { repository = null } = manifest;
  const script = repository ? '' : resolve(folder, manifest.script ?? '');
  const { launch, problems } = manifestLaunch(manifest, folder);
  const wrong: [string, string][] = [...problems];
  if (!repository && (!isInside(script, folder) || !isFile(script)))
    wrong.push(['script', `must be a file in the pipeline's folder; there is no ${manifest.script ?? ''}`]);
  if (manifest.output_param in manifest.params)
    wrong.push([`params.${manifest.output_param}`, 'must not be set: it is the output_param, which the runner sets']);
  const globs = Object.entries(manifest.outputs).map(([kind, glob]): [string, string] => [`outputs.${kind}`, glob]);
  globs.push(
    ['params_file', manifest.params_file],
    ...(manifest.qc ? [['qc.files', manifest.qc.files] as [string, string]] : []),
  );
  for (const [field, glob] of globs)
    if (isAbsolute(glob) || glob.split('/').includes('..'))
      wrong.push([field, 'must be a glob under the output folder']);
  const schema = readSchema(given);
  for (const [index, check] of manifest.checks.entries())
    if (schema && !(check.param in schema.properties))
      wrong.push([`checks.${String(index)}.param`, `is no parameter of the schema: ${check.param}`]);
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

function readManifest(folder: string): PipelineManifest {
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
