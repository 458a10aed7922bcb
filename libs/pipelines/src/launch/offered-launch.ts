import { readFile } from 'node:fs/promises';
import type { Pipeline } from '../pipeline.ts';
import { readProfiles } from './config-profiles.ts';
import { ownWorkflows } from './script-workflows.ts';

/** Names that a form offers for the launch of a pipeline's jobs. */
export interface OfferedLaunch {
  readonly profiles: readonly string[];
  readonly entries: readonly string[];
}

/**
 * Returns the profiles and entry workflows in a pipeline's files, by name, as far as they can be read without running
 * Groovy. Unreadable files offer nothing: whether they prevent a run is reported when one is checked.
 */
export async function offeredLaunch({ script, sources }: Pick<Pipeline, 'script' | 'sources'>): Promise<OfferedLaunch> {
  const [profiles, entries] = await Promise.all([
    named(readProfiles(sources).then(({ names }) => names)),
    // A repository's pipeline that was not fetched yet has no files.
    script ? named(readFile(script, 'utf8').then(ownWorkflows)) : [],
  ]);
  return { profiles, entries };
}

const named = (reading: Promise<ReadonlySet<string>>): Promise<string[]> =>
  reading.then(
    (names) => [...names].toSorted(),
    () => [],
  );
