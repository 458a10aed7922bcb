import type { BrokenPipeline, Params, PipelineManifest } from '@reprise/contracts';
import type { SchemaCheck } from './params-schema.ts';

/** A pipeline folder that was loaded. All paths are absolute, with symlinks of the folder itself resolved. */
export interface Pipeline {
  readonly manifest: PipelineManifest;
  readonly folder: string;
  readonly script: string;
  /** SHA-256 over the folder's files, without its demo data. */
  readonly revision: string;
  /** The manifest's defaults; values that began with `./` are absolute. */
  readonly params: Params;
  readonly demo: readonly { readonly name: string; readonly params: Params }[];
  readonly schema: SchemaCheck | null;
}

export interface LoadedPipelines {
  readonly pipelines: readonly Pipeline[];
  /** What could not be loaded: file, field and reason. */
  readonly broken: readonly BrokenPipeline[];
}

/** A field of a request and what is wrong with it. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** The label for people of a Nextflow process: by its full name, else by its last part, else that last part itself. */
export function stepLabel(manifest: Pick<PipelineManifest, 'steps'>, process: string): string {
  const simple = process.slice(process.lastIndexOf(':') + 1);
  return manifest.steps[process] ?? manifest.steps[simple] ?? simple;
}

/** Where a pipeline's demo data lie; always an input root. */
export const demoFolder = (pipeline: Pick<Pipeline, 'folder'>): string => `${pipeline.folder}/demo`;
