import { readManifest } from './load-folder.ts';
import { scanFolders } from './scan-folders.ts';

/**
 * Returns the variables that the manifests under these folders list for their pipelines. Invalid manifests are skipped.
 */
export function listedVariables(parents: readonly string[]): string[] {
  return scanFolders(parents).folders.flatMap(({ folder }) => {
    try {
      return readManifest(folder).environment;
    } catch {
      return []; // the gateway reports it
    }
  });
}
