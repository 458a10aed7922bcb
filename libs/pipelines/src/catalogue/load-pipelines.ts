import { join } from 'node:path';
import type { BrokenPipeline } from '@reprise/contracts';
import type { LoadedPipelines, Pipeline } from '../pipeline.ts';
import { loadFolder, type LoadedFolder } from './load-folder.ts';
import { MANIFEST, scanFolders } from './scan-folders.ts';

/**
 * Loads every pipeline folder under the given folders. Reports invalid and unreadable ones in `broken`; the others are
 * still loaded.
 */
export function loadPipelines(parents: readonly string[]): LoadedPipelines {
  const { folders, broken } = scanFolders(parents);
  return joinLoaded(
    folders.map(({ folder }) => loadFolder(folder)),
    broken,
  );
}

/** Merges the results of each folder. If two pipelines have the same name, the first one wins. */
export function joinLoaded(loaded: readonly LoadedFolder[], unlisted: readonly BrokenPipeline[]): LoadedPipelines {
  const byName = new Map<string, Pipeline>();
  const broken = [...unlisted];
  for (const each of loaded) {
    if ('broken' in each) {
      broken.push(...each.broken);
      continue;
    }
    const { name } = each.pipeline.manifest;
    const twin = byName.get(name);
    if (!twin) byName.set(name, each.pipeline);
    else if (twin.folder !== each.pipeline.folder)
      broken.push({ file: join(each.folder, MANIFEST), field: 'name', reason: `is taken by ${twin.folder}` });
  }
  return { pipelines: [...byName.values()], broken };
}
