import { setTimeout as sleep } from 'node:timers/promises';
import type { DataOf, UsedImage } from '@reprise/contracts';
import type { InspectedImage } from '@reprise/executors';
import { readWrapper, type TaskObservation, type Wrapper } from '@reprise/nextflow';

type ImageWrapper = Wrapper & { readonly image: string };

/** Queries a container engine for the digest of an image. */
export type InspectImage = (wrapper: ImageWrapper) => Promise<InspectedImage>;

const MOST_IMAGES = 100;
/** Maximum number of tasks that are named, because the size of an event is limited. */
const MOST_TASKS = 5_000;
/** Number of tries for an image that the engine does not know, because it may still be pulling the image. */
const MOST_TRIES = 3;
/** Time that a cancelled attempt waits for an engine. */
const HURRIED_MS = 500;

const unknown = (problem: string): InspectedImage => ({ digest: null, image_id: null, problem });

interface Used {
  readonly wrapper: ImageWrapper;
  /** Whether its tasks ran in an earlier attempt. The engine's current image may then be a different one. */
  readonly cached: boolean;
  /** Process of each task, by its hash. */
  readonly tasks: Map<string, string>;
  inspected: Promise<InspectedImage> | undefined;
  tries: number;
}

/** Container images of an attempt's tasks, with the digests that the engine reports while the tasks are running. */
export class TaskContainers {
  readonly #used = new Map<string, Used>();
  /** Image of each task, by its hash; null if the task has none. */
  readonly #tasks = new Map<string, Used | null>();
  readonly #inspect: InspectImage;

  constructor(inspect: InspectImage) {
    this.#inspect = inspect;
  }

  async add({ type, process, hash, work_dir }: TaskObservation): Promise<void> {
    if (!work_dir?.startsWith('/')) return;
    const known = this.#tasks.get(hash);
    const used = known === undefined ? await this.#find(work_dir, type === 'cached') : known;
    this.#tasks.set(hash, used);
    used?.tasks.set(hash, process);
    // Before a task runs, its image may be missing.
    if (used && type !== 'submitted' && type !== 'cache_missed') void this.#ask(used);
  }

  /**
   * Returns the known facts once the engines have answered, or after a short wait if the attempt must end; null if no
   * task has an image.
   */
  async facts(mustEnd: AbortSignal): Promise<Omit<DataOf<'containers_observed'>, 'attempt'> | null> {
    const all = [...this.#used.values()];
    if (all.length === 0) return null;
    const given = whenAborted(mustEnd).then(() => sleep(HURRIED_MS, LATE, { ref: false }));
    const found = await Promise.all(
      all.slice(0, MOST_IMAGES).map(async (used): Promise<UsedImage> => {
        const { wrapper, cached, tasks } = used;
        const facts = await Promise.race([this.#ask(used), given]);
        const executor = wrapper.scheduler ?? (wrapper.tool && 'local');
        return {
          image: wrapper.image,
          engine: wrapper.tool,
          executor,
          ...facts,
          processes: [...new Set(tasks.values())],
          cached,
          ...(this.#hasProcessesAlone(used) ? {} : { tasks: [...tasks.keys()] }),
        };
      }),
    );
    const hasRoom = found.reduce((count, { tasks = [] }) => count + tasks.length, 0) <= MOST_TASKS;
    const images = hasRoom ? found : found.map(({ tasks: _, ...image }) => image);
    return { images, complete: hasRoom && all.length <= MOST_IMAGES };
  }

  async #find(workDir: string, cached: boolean): Promise<Used | null> {
    const { image, ...wrapper } = await readWrapper(workDir);
    if (image === null) return null;
    const key = JSON.stringify([image, wrapper, cached]);
    const used = this.#used.get(key) ?? {
      wrapper: { ...wrapper, image },
      cached,
      tasks: new Map<string, string>(),
      tries: 0,
      inspected: cached ? Promise.resolve(unknown('its tasks ran in an earlier attempt')) : undefined,
    };
    this.#used.set(key, used);
    return used;
  }

  #ask(used: Used): Promise<InspectedImage> {
    return (used.inspected ??= this.#inspect(used.wrapper)
      .catch((error: unknown) => unknown((error as Error).message))
      .then((found) => {
        used.tries += 1;
        if (found.problem !== null && used.tries < MOST_TRIES) used.inspected = undefined;
        return found;
      }));
  }

  /** Whether no task of its processes used a different image. */
  #hasProcessesAlone({ wrapper, tasks }: Used): boolean {
    const processes = new Set(tasks.values());
    return [...this.#used.values()].every(
      (other) =>
        other.wrapper.image === wrapper.image || [...other.tasks.values()].every((process) => !processes.has(process)),
    );
  }
}

const LATE = unknown('its engine did not answer before the attempt ended');

const whenAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
