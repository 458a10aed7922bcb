import type { LoadedPipelines } from '../pipeline.ts';
import type { LoadedFolder } from './load-folder.ts';
import { joinLoaded } from './load-pipelines.ts';
import { loadInThread, scanInThread } from './threads.ts';

const LOOK_AGAIN_MS = 1000;
/** As many as a thread hands over without holding up the event loop. */
const LOADED_AT_ONCE = 8;

interface Known {
  readonly signature: string;
  readonly loaded: LoadedFolder;
}

/**
 * Pipelines of some folders as they are now: looked at when asked for, at most once a second; of what has changed, only that
 * is read again. Both in threads, which end when idle: schemas are compiled, and the disk may be slow. Nothing watches the
 * folders, since those of a network tell no changes.
 */
export class PipelineFolders {
  readonly #parents: readonly string[];
  readonly #onChange: (loaded: LoadedPipelines) => void;
  #known: ReadonlyMap<string, Known> = new Map();
  #current: LoadedPipelines | undefined;
  #unlisted = '';
  #lookedAt = -Infinity;
  #looking: Promise<void> | undefined;

  /** @param onChange called with what was read, also the first time */
  constructor(parents: readonly string[], onChange: (loaded: LoadedPipelines) => void = () => undefined) {
    this.#parents = parents;
    this.#onChange = onChange;
  }

  async current(): Promise<LoadedPipelines> {
    const since = performance.now() - LOOK_AGAIN_MS;
    // A look under way may have begun before a file was changed.
    while (!this.#current || this.#lookedAt < since)
      await (this.#looking ??= this.#look().finally(() => (this.#looking = undefined)));
    return this.#current;
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
