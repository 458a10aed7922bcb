import type { LoadedPipelines } from './pipeline.ts';
import { loadPipelines, pipelineFolders } from './load-pipelines.ts';
import { signatureOf } from './revision.ts';

const LOOK_AGAIN_MS = 1000;

/**
 * Pipelines of some folders as they are now: read again where a file has changed, at most once a second. Nothing watches
 * the folders, since those of a network tell no changes.
 */
export class PipelineFolders {
  readonly #folders: readonly string[];
  readonly #onChange: (loaded: LoadedPipelines) => void;
  #loaded: LoadedPipelines | undefined;
  #signature = '';
  #lookedAt = -Infinity;

  /** @param onChange called with what was read, also the first time */
  constructor(folders: readonly string[], onChange: (loaded: LoadedPipelines) => void = () => undefined) {
    this.#folders = folders;
    this.#onChange = onChange;
  }

  current(): LoadedPipelines {
    if (this.#loaded && performance.now() - this.#lookedAt < LOOK_AGAIN_MS) return this.#loaded;
    const signature = this.#sign();
    this.#lookedAt = performance.now();
    if (this.#loaded && signature === this.#signature) return this.#loaded;
    this.#signature = signature;
    this.#loaded = loadPipelines(this.#folders);
    this.#onChange(this.#loaded);
    return this.#loaded;
  }

  /** Signs what is there, with the broken ones: a folder that cannot be read signs as its error. */
  #sign(): string {
    return this.#folders
      .flatMap((parent) => pipelineFolders(parent, []))
      .map((folder) => {
        try {
          return `${folder} ${signatureOf(folder)}`;
        } catch (error) {
          return `${folder} ${String(error)}`;
        }
      })
      .join('\n');
  }
}
