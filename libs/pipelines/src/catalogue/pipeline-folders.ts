import type { LoadedPipelines } from '../pipeline.ts';
import type { LoadedFolder } from './load-folder.ts';
import { joinLoaded } from './load-pipelines.ts';
import { missingPipeline } from './missing-pipeline.ts';
import { loadInThread, scanInThread } from './threads.ts';

const LOOK_AGAIN_MS = 1000;
/** Number of pipelines that a thread can transfer without blocking the event loop. */
const LOADED_AT_ONCE = 8;

interface Known {
  readonly signature: string;
  readonly loaded: LoadedFolder;
}

/**
 * Current pipelines of some folders. They are checked on request, at most once a second, and only changes are read
 * again. Checking and reading happen in threads, which end when idle, because schemas are compiled and the disk may be
 * slow. The folders are not watched, because network file systems report no changes.
 */
export class PipelineFolders {
  readonly #parents: readonly string[];
  readonly #onChange: (loaded: LoadedPipelines) => void;
  #known: ReadonlyMap<string, Known> = new Map();
  #current: LoadedPipelines | undefined;
  #unlisted = '';
  #lookedAt = -Infinity;
  #looking: Promise<void> | undefined;

  /** @param onChange called with the pipelines that were read, including the first time */
  constructor(parents: readonly string[], onChange: (loaded: LoadedPipelines) => void = () => undefined) {
    this.#parents = parents;
    this.#onChange = onChange;
  }

  async current(): Promise<LoadedPipelines> {
    const since = performance.now() - LOOK_AGAIN_MS;
    // A check that is running may have begun before a file was changed.
    while (!this.#current || this.#lookedAt < since)
      await (this.#looking ??= this.#look().finally(() => (this.#looking = undefined)));
    return this.#current;
  }

  /** Returns why there is no pipeline with this name, and what to do. */
  async whyMissing(name: string, by: 'This runner' | 'The server'): Promise<string> {
    return missingPipeline(name, { by, parents: this.#parents, broken: (await this.current()).broken });
  }

  async #look(): Promise<void> {
    const began = performance.now();
    const { folders, broken } = await scanInThread(this.#parents);
    const before = this.#known;
    const changed = folders.filter(({ folder, signature }) => before.get(folder)?.signature !== signature);
    const loaded = new Map<string, LoadedFolder>();
    for (let first = 0; first < changed.length; first += LOADED_AT_ONCE) {
      const some = changed.slice(first, first + LOADED_AT_ONCE).map(({ folder }) => folder);
      for (const each of await loadInThread(some)) loaded.set(each.folder, each);
    }
    const now = folders.flatMap(({ folder, signature }): [string, Known][] => {
      const read = loaded.get(folder) ?? before.get(folder)?.loaded;
      return read ? [[folder, { signature, loaded: read }]] : [];
    });
    const unlisted = JSON.stringify(broken);
    const isSame = changed.length === 0 && before.size === now.length && unlisted === this.#unlisted;
    this.#lookedAt = began;
    if (this.#current && isSame) return;
    this.#known = new Map(now);
    this.#unlisted = unlisted;
    this.#current = joinLoaded(
      now.map(([, each]) => each.loaded),
      broken,
    );
    this.#onChange(this.#current);
  }
}
