import { readFile } from 'node:fs/promises';
import type { LaunchOptions } from '@reprise/contracts';
import type { Pipeline } from '../pipeline.ts';
import { blocks, withoutComments } from '../schema/pipeline-config.ts';
import { readConfigs } from './config-profiles.ts';

/**
 * Returns a run's configuration as text without comments: its configs, their local includes and the job's own config,
 * each with the chosen profiles, and its script, which may contain directives. Does not run Groovy, and does not read
 * configs from other places.
 */
export async function readRunConfig(
  { script, sources }: Pick<Pipeline, 'script' | 'sources'>,
  { profiles = ['standard'], config = '' }: Pick<LaunchOptions, 'profiles' | 'config'>,
): Promise<string> {
  // A pipeline of a repository that is not fetched yet has no files.
  const codes = script ? (await readConfigs(sources, config)).codes : [withoutComments(config)];
  const own = script ? await readFile(script, 'utf8').catch(() => '') : '';
  return [...codes.map((code) => withProfiles(code, profiles)), withoutComments(own)].join('\n');
}

function withProfiles(code: string, profiles: readonly string[]): string {
  const all = blocks(code, 'profiles');
  const chosen = all.flatMap((block) => profiles.flatMap((name) => blocks(block, `['"]?${escaped(name)}['"]?`)));
  return [all.reduce((rest, block) => rest.replace(block, ''), code), ...chosen].join('\n');
}

const escaped = (name: string) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
