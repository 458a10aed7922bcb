import { readFile, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { Params } from '@reprise/contracts';
import type { InputPath } from '../paths/input-paths.ts';
import type { Pipeline } from '../pipeline.ts';
import { sheetPaths } from './sheet-paths.ts';

/** Maximum bytes of a samplesheet that is read for its paths. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Returns the paths that must exist in the samplesheets that parameters name as files. Returns none for a sheet that is
 * missing, too large, or neither CSV nor TSV.
 */
export async function namedSheetPaths(
  pipeline: Pipeline,
  params: Params,
): Promise<(InputPath & { readonly param: string })[]> {
  const named = Object.entries(params).flatMap(([param, file]) =>
    typeof pipeline.schema?.properties[param]?.schema === 'string' && typeof file === 'string' && isAbsolute(file)
      ? { param, file }
      : [],
  );
  const read = await Promise.all(named.map(async ({ param, file }) => ({ param, text: await textOf(file) })));
  return read.flatMap(({ param, text }) =>
    sheetPaths(pipeline, { param, text })
      .filter(({ required }) => required)
      .map((path) => ({ ...path, param })),
  );
}

/** Text of a regular file; empty if it cannot be read or is too large. */
async function textOf(file: string): Promise<string> {
  try {
    const found = await stat(file);
    return found.isFile() && found.size <= MOST_BYTES ? await readFile(file, 'utf8') : '';
  } catch {
    return '';
  }
}
