import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isInside } from '../paths/absolute-params.ts';
import { blocks, withoutComments } from '../schema/pipeline-config.ts';

const MAX_CONFIGS = 50;

/** Returns the names of the profiles, like `readProfiles`. Null if there may be others. */
export async function configProfiles(folder: string, further = ''): Promise<ReadonlySet<string> | null> {
  const { names, isWhole } = await readProfiles(folder, further);
  return isWhole ? names : null;
}

/**
 * Returns the profile names in a pipeline's `nextflow.config`, its includes, and a further config. The result is
 * incomplete if a config is included from a different place or by a computed name, because that would require Groovy.
 */
export async function readProfiles(
  folder: string,
  further = '',
): Promise<{ names: ReadonlySet<string>; isWhole: boolean }> {
  const { codes, isWhole } = await readConfigs(folder, further);
  return { isWhole, names: new Set(codes.flatMap((code) => blocks(code, 'profiles').flatMap(namesIn))) };
}

/**
 * Returns a pipeline's `nextflow.config`, its includes outside of profiles, and a further config, without comments. The
 * result is incomplete if a config is included from a different place or by a computed name.
 */
export async function readConfigs(
  folder: string,
  further: string,
): Promise<{ codes: readonly string[]; isWhole: boolean }> {
  const codes: string[] = [];
  const files = new Set<string>();
  const read = async (text: string, beside: string): Promise<boolean> => {
    const code = withoutComments(text);
    codes.push(code);
    const outside = blocks(code, 'profiles').reduce((rest, block) => rest.replace(block, ''), code);
    for (const [, what = ''] of outside.matchAll(/\bincludeConfig\b[ \t(]*([^\n]*)/g)) {
      const name = /^(['"])([^'"$]+)\1[\s)]*$/.exec(what)?.[2];
      const file = resolve(beside, name ?? '');
      if (!name || !isInside(file, folder) || !(await isFile(file)) || files.size >= MAX_CONFIGS) return false;
      if (files.has(file)) continue;
      files.add(file);
      if (!(await read(await readFile(file, 'utf8'), dirname(file)))) return false;
    }
    return true;
  };
  const config = join(folder, 'nextflow.config');
  const own = (await isFile(config)) ? await readFile(config, 'utf8') : '';
  const isWhole = await read(own, folder);
  return { isWhole: (await read(further, folder)) && isWhole, codes };
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

/** Names of the blocks directly inside of a block: `test { }`, `'my-lab' { }`. */
function namesIn(block: string): string[] {
  const names: string[] = [];
  let depth = 0;
  for (const { 0: found, 1: name } of block.matchAll(/([\w.-]+)['"]?\s*\{|[{}]/g)) {
    if (depth === 0 && name) names.push(name);
    depth += found === '}' ? -1 : 1;
  }
  return names;
}
