import { access, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { Params, PipelineCheck } from '@reprise/contracts';
import type { Pipeline } from '../pipeline.ts';
import { isDefault } from './expected-path.ts';
import type { InputPath } from './input-paths.ts';

type BesideCheck = Extract<PipelineCheck, { kind: 'files_beside' }>;

/** Returns the files next to its parameters that a pipeline finds by itself, as listed in its checks `files_beside`. */
export async function besidePaths(pipeline: Pipeline, params: Params): Promise<InputPath[]> {
  const found: InputPath[] = [];
  for (const check of pipeline.manifest.checks) {
    if (check.kind !== 'files_beside' || isReplaced(check, params)) continue;
    const value = params[check.param] ?? pipeline.schema?.properties[check.param]?.default;
    if (typeof value !== 'string' || !isAbsolute(value)) continue;
    const path = await firstOf(await candidatesBeside(value, check.files));
    if (path) found.push({ path, glob: null, trusted: isDefault(pipeline, check.param, value), required: true });
  }
  return found;
}

/** Whether the parameter that replaces the neighbouring file is set. */
export function isReplaced({ unless }: BesideCheck, params: Params): boolean {
  const instead = unless === undefined ? undefined : params[unless];
  return instead !== undefined && instead !== null && instead !== '';
}

/**
 * Returns the paths at which a file may be: next to the path, then next to the target of a link. If a reference is a
 * link into a store, its files may be next to the link or next to its target.
 */
export async function candidatesBeside(path: string, files: readonly string[]): Promise<string[]> {
  const places = [...new Set([path, await realpath(path).catch(() => path)])];
  return places.flatMap((place) => namesBeside(basename(place), files).map((name) => join(dirname(place), name)));
}

function namesBeside(name: string, files: readonly string[]): string[] {
  const stem = name.replace(/\.gz$/i, '').replace(/\.[^.]+$/, '');
  return files.map((file) => file.replaceAll('{name}', name).replaceAll('{stem}', stem));
}

async function firstOf(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths)
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  return undefined;
}
