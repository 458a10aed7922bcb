import type { BrokenPipeline, LaunchOptions, Params, PipelineManifest } from '@reprise/contracts';
import type { ParamsSchema } from './schema/params-schema.ts';

/** Loaded pipeline folder. All paths are absolute, with symlinks of the folder itself resolved. */
export interface Pipeline {
  readonly manifest: PipelineManifest;
  readonly folder: string;
  /** Empty for a repository, until it is checked out (`Repositories.at`). */
  readonly script: string;
  /** Folder with all files that the script may use. */
  readonly sources: string;
  /** SHA-256 of the folder's files without its demo data. For a repository, the commit, once it is checked out. */
  readonly revision: string;
  /** Git repository of the script; null if it is in the folder. */
  readonly repository: string | null;
  /** Launch options of the manifest, with absolute paths. */
  readonly launch: LaunchOptions;
  /** Defaults of the manifest. Values that began with `./` are absolute. */
  readonly params: Params;
  readonly demo: readonly { readonly name: string; readonly params: Params }[];
  readonly schema: ParamsSchema | null;
}

export interface LoadedPipelines {
  readonly pipelines: readonly Pipeline[];
  /** Errors with file, field and reason. */
  readonly broken: readonly BrokenPipeline[];
}

/**
 * Returns the label of a Nextflow process: by its full name, else by the last part of the name, else that part itself.
 */
export function stepLabel(manifest: Pick<PipelineManifest, 'steps'>, process: string): string {
  const simple = process.slice(process.lastIndexOf(':') + 1);
  return manifest.steps[process] ?? manifest.steps[simple] ?? simple;
}

/** Folder with a pipeline's demo data, which is always an input root. */
export const demoFolder = (pipeline: Pick<Pipeline, 'folder'>): string => `${pipeline.folder}/demo`;
