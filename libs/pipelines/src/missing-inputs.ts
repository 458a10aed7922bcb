import { lstat, stat } from 'node:fs/promises';
import { relative } from 'node:path';
import type { LaunchOptions, MissingInput, Params } from '@reprise/contracts';
import type { Pipeline } from './pipeline.ts';
import { namedSheetPaths } from './sheet/named-sheets.ts';
import { sheetPaths, type JobSheet } from './sheet/sheet-paths.ts';
import { isInside } from './paths/absolute-params.ts';
import { filesOfPrefix } from './paths/files-of-prefix.ts';
import { compileGlob } from './paths/glob.ts';
import { inputPaths, type InputPath } from './paths/input-paths.ts';

/** Inputs of a job for its next attempt. */
export interface JobInputs {
  readonly params: Params;
  /** Used if the parameter still refers to it, because a rerun can have a different one. */
  readonly sheet?: (JobSheet & { readonly name: string }) | undefined;
  readonly launch?: LaunchOptions | undefined;
}

/** Inputs that are known to have existed. */
export interface KnownInputs {
  /** Files that an earlier attempt read. */
  readonly read?: readonly string[];
  /** Folder of uploaded samples. A path in it that is missing was deleted. */
  readonly samplesRoot?: string;
}

interface Named extends InputPath {
  readonly field: string;
}

/**
 * Returns the missing inputs of a job: paths that must exist, uploaded samples, and files that an earlier attempt read.
 * Ignores URLs and paths that this process may not access.
 */
export async function missingInputs(
  pipeline: Pipeline,
  { params, sheet, launch }: JobInputs,
  { read = [], samplesRoot }: KnownInputs = {},
): Promise<MissingInput[]> {
  const used = sheet && params[sheet.param] === sheet.name ? sheetPaths(pipeline, sheet) : [];
  const named: Named[] = [
    ...Object.entries(params).flatMap(([name, value]) =>
      inputPaths(pipeline, { [name]: value }).map((path) => ({ ...path, field: `params.${name}` })),
    ),
    ...used.map((path) => ({ ...path, field: 'sheet' })),
    ...(await namedSheetPaths(pipeline, params)).map((path) => ({ ...path, field: `params.${path.param}` })),
    ...Object.entries(launch?.files ?? {}).map(([name, path]) => ({
      path,
      glob: null,
      trusted: false,
      required: true,
      field: `launch.files.${name}`,
    })),
  ];
  const missing = new Map<string, MissingInput>();
  for (const each of named) {
    const found = await missingAt(each, read, samplesRoot);
    for (const path of found) if (!missing.has(path)) missing.set(path, { field: each.field, path });
  }
  return [...missing.values()];
}

async function missingAt(input: Named, read: readonly string[], samplesRoot: string | undefined): Promise<string[]> {
  const { path, glob, required, partOf } = input;
  // A file name can look like a list.
  if (partOf !== undefined && (await isThere(partOf))) return [];
  const before = read.filter((file) => isOf(input, file));
  if (await isAbsent(path)) {
    const isKnown = required || before.length > 0 || (samplesRoot !== undefined && isInside(path, samplesRoot));
    if (!isKnown) return [];
    // The prefix of an index is not a file.
    if (glob !== null || (await filesOfPrefix(path)).length === 0) return [path];
  }
  const gone: string[] = [];
  for (const file of before) if (await isAbsent(file)) gone.push(file);
  return gone;
}

/** Whether a file belongs to an input: as the input itself, below its folder, by its pattern, or by its prefix. */
function isOf({ path, glob }: InputPath, file: string): boolean {
  if (glob !== null) return isInside(file, path) && compileGlob(glob).matches(relative(path, file));
  return isInside(file, path) || (file.startsWith(path) && /^[._-][^/]*$/.test(file.slice(path.length)));
}

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** Whether a path does not exist, or is a dangling link; false if unknown. */
const isAbsent = (path: string): Promise<boolean> =>
  stat(path).then(
    () => false,
    (error: unknown) => ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? ''),
  );
