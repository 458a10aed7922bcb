import { readFile } from 'node:fs/promises';
import type { Pipeline } from '../pipeline.ts';
import { readProfiles } from './config-profiles.ts';
import { ownWorkflows } from './script-workflows.ts';

/** Names that a form offers for launching a pipeline's jobs. */
export interface OfferedLaunch {
  readonly profiles: readonly string[];
  readonly entries: readonly string[];
}

/**
 * Returns the profiles and entry workflows in a pipeline's files, by name, as far as they can be read without running
 * Groovy. Unreadable files yield no names; a check reports whether they prevent a run.
 */
export async function offeredLaunch({ script, sources }: Pick<Pipeline, 'script' | 'sources'>): Promise<OfferedLaunch> {
  const [profiles, entries] = await Promise.all([
    named(readProfiles(sources).then(({ names }) => names)),
    // A pipeline of a repository that is not fetched yet has no files.
    script ? named(readFile(script, 'utf8').then(ownWorkflows)) : [],
  ]);
  return { profiles, entries };
}

const named = (reading: Promise<ReadonlySet<string>>): Promise<string[]> =>
  reading.then(
    (names) => [...names].toSorted(),
    () => [],
  );
