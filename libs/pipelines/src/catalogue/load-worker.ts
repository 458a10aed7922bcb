import type { BrokenPipeline } from '@reprise/contracts';
import { InvalidPipelineError, readRepositorySchema } from '../read-schema.ts';
import type { ParamsSchema } from '../schema/params-schema.ts';
import { loadFolder, type LoadedFolder } from './load-folder.ts';

/** Schema of a folder, null if it has none; or why it cannot be used. Of plain data: a thread can hand it over. */
export type LoadedSchema = { readonly schema: ParamsSchema | null } | { readonly broken: readonly BrokenPipeline[] };

/** Loads pipeline folders. @public The pool of threads calls it by its name */
export const loadFolders = (folders: readonly string[]): LoadedFolder[] => folders.map(loadFolder);

/** Loads the schema of a commit's folder. @public The pool of threads calls it by its name */
export function loadSchema(folder: string): LoadedSchema {
  try {
    return { schema: readRepositorySchema(folder) };
  } catch (error) {
    if (!(error instanceof InvalidPipelineError)) throw error;
    return { broken: error.broken };
  }
}
