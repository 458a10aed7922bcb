import { readFile } from 'node:fs/promises';
import type { LaunchOptions } from '@reprise/contracts';
import type { Pipeline } from '../pipeline.ts';
import { blocks, withoutComments } from '../schema/pipeline-config.ts';
import { readConfigs } from './config-profiles.ts';

/**
 * Returns what a run of a pipeline is configured with, as text without comments: its configs, those that they include from
 * beside them, the job's own, each with the profiles that are chosen; and its script, whose directives count too. Groovy is
 * not run, and configs from elsewhere are not read.
 */
export async function readRunConfig(
  { script, sources }: Pick<Pipeline, 'script' | 'sources'>,
  { profiles = ['standard'], config = '' }: Pick<LaunchOptions, 'profiles' | 'config'>,
): Promise<string> {
  // A pipeline of a repository that was not fetched yet has no files.
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
