import type { BrokenPipeline } from '@reprise/contracts';
import { InvalidPipelineError, readRepositorySchema } from '../read-schema.ts';
import type { ParamsSchema } from '../schema/params-schema.ts';
import { loadFolder, type LoadedFolder } from './load-folder.ts';

/** Schema of a folder (null if it has none), or why it is invalid. Plain data that can be sent between threads. */
export type LoadedSchema = { readonly schema: ParamsSchema | null } | { readonly broken: readonly BrokenPipeline[] };

/** Folder of a commit, and the script in it. */
export interface CheckedOut {
  readonly folder: string;
  readonly script: string;
}

/** Loads pipeline folders. @public Called by the thread pool by name */
export const loadFolders = (folders: readonly string[]): LoadedFolder[] => folders.map(loadFolder);

/** Loads the schema of a commit's folder. @public Called by the thread pool by name */
export function loadSchema({ folder, script }: CheckedOut): LoadedSchema {
  try {
    return { schema: readRepositorySchema(folder, script) };
  } catch (error) {
    if (!(error instanceof InvalidPipelineError)) throw error;
    return { broken: error.broken };
  }
}
