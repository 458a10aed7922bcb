import type { ClientProxy } from '@nestjs/microservices';
import {
  AccessResponse,
  accessSubject,
  type AccessRequest,
  type FieldProblem,
  type RunnerPlace,
} from '@reprise/contracts';
import type { InputRead, Pipeline } from '@reprise/pipelines';
import { firstValueFrom, timeout } from 'rxjs';
import type { Runners } from '../runners/runners.ts';

/** Timeout after which a runner yields no warnings, because a user is waiting. */
const TIMEOUT_MS = 1_500;
/** Time for which a runner that did not answer is not asked again. */
const SILENT_MS = 10_000;
/** Maximum number of paths per request. */
const MOST_PATHS = 1_000;
/** Time for which a path is cached as readable, because a form is checked while a user types. */
const REMEMBERED_MS = 60_000;
const MOST_REMEMBERED = 20_000;

type Asked = AccessRequest['paths'][number];
type Unreadable = AccessResponse['unreadable'][number];

/** Requests that are sent together. */
interface Batch {
  readonly asked: Map<string, Asked>;
  /** Unreadable paths with a message for each. */
  readonly answer: Promise<ReadonlyMap<string, string>>;
}

/** Asks the runners which paths the tasks' user cannot read. */
export class TaskAccess {
  /** Time until which a path counts as readable, for all runners that answered. */
  readonly #readable = new Map<string, number>();
  /** Time at which a runner did not answer. */
  readonly #silent = new Map<string, number>();
  /** The next batch. It waits for the previous one, because a runner starts a process for each. */
  #next: Batch | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly runners: Pick<Runners, 'list'>,
    private readonly services: Pick<ClientProxy, 'send'>,
    private readonly now: () => number = Date.now,
  ) {}

  /** Returns a warning at each field with a path that tasks cannot read, and at `pipeline` for its own files. */
  async doubts(
    pipeline: Pick<Pipeline, 'script' | 'repository'>,
    reads: readonly InputRead[],
  ): Promise<FieldProblem[]> {
    const own: InputRead[] =
      pipeline.repository === null ? [{ field: 'pipeline', path: pipeline.script, whole: false }] : [];
    const all = [...own, ...reads];
    const asked = all
      .map(({ field, path, whole }): Asked => ({ path, whole, is_input: field !== 'pipeline' }))
      .filter((each) => !this.#isReadable(keyOf(each)));
    return asked.length === 0 ? [] : atFields(all, await this.#ask(asked));
  }

  #ask(paths: readonly Asked[]): Promise<ReadonlyMap<string, string>> {
    const batch = (this.#next ??= this.#newBatch());
    for (const each of paths) batch.asked.set(keyOf(each), each);
    return batch.answer;
  }

  #newBatch(): Batch {
    const asked = new Map<string, Asked>();
    const answer = this.#last.then(() => {
      this.#next = null;
      return this.#send([...asked.values()]);
    });
    this.#last = answer.catch(() => undefined);
    return { asked, answer };
  }

  async #send(paths: readonly Asked[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (let first = 0; first < paths.length; first += MOST_PATHS)
      for (const [path, message] of await this.#sendPart(paths.slice(first, first + MOST_PATHS)))
        found.set(path, message);
    return found;
  }

  /** Returns the paths that tasks of at least one runner cannot read. */
  async #sendPart(paths: readonly Asked[]): Promise<Map<string, string>> {
    const alive = this.runners.list(this.now()).filter((runner) => runner.alive);
    const storages = [...new Map(alive.map((runner) => [runner.storage_id, runner])).values()];
    const answers = await Promise.all(storages.map((runner) => this.#answerOf(runner, paths)));
    const found = new Map<string, string>();
    for (const [index, answer] of answers.entries()) {
      const host = storages[index]?.host ?? null;
      const where = storages.length > 1 && host !== null ? ` on ${host}` : '';
      for (const each of answer?.unreadable ?? [])
        if (!found.has(each.path)) found.set(each.path, messageOf(each, where));
    }
    // A runner that did not answer is asked again later.
    const until = this.now() + (answers.includes(null) ? SILENT_MS : REMEMBERED_MS);
    if (answers.some((answer) => answer !== null))
      for (const each of paths) if (!found.has(each.path)) this.#remember(keyOf(each), until);
    return found;
  }

  async #answerOf(runner: RunnerPlace, paths: readonly Asked[]): Promise<AccessResponse | null> {
    if (this.now() - (this.#silent.get(runner.runner_id) ?? -Infinity) < SILENT_MS) return null;
    const question: AccessRequest = { paths: [...paths] };
    try {
      const answer = this.services.send<unknown>(accessSubject(runner), question).pipe(timeout(TIMEOUT_MS));
      return AccessResponse.parse(await firstValueFrom(answer));
    } catch {
      this.#silent.set(runner.runner_id, this.now());
      return null;
    }
  }

  #isReadable(key: string): boolean {
    return this.now() < (this.#readable.get(key) ?? -Infinity);
  }

  #remember(key: string, until: number): void {
    if (this.#readable.size >= MOST_REMEMBERED) this.#readable.clear();
    this.#readable.set(key, until);
  }
}

const keyOf = ({ path, whole }: Pick<Asked, 'path' | 'whole'>) => `${whole ? 'all' : 'one'} ${path}`;

const messageOf = ({ reason, remedy }: Unreadable, where: string) =>
  `cannot be read by tasks${where}: ${reason}. ${remedy}`;

function atFields(reads: readonly InputRead[], unreadable: ReadonlyMap<string, string>): FieldProblem[] {
  const messages = new Map<string, Set<string>>();
  for (const { field, path } of reads) {
    const message = unreadable.get(path);
    if (message !== undefined) messages.set(field, (messages.get(field) ?? new Set()).add(message));
  }
  return [...messages].map(([field, [first = '', ...others]]) => ({
    field,
    message: others.length > 0 ? `${first} The same holds for ${String(others.length)} more of its paths.` : first,
  }));
}

/** Warnings of the gateway about a path that the gateway cannot see. */
const UNSEEN = /^(cannot be looked at by the gateway|does not exist now|could not be looked for): /;

/** Adds the warnings of runners to the gateway's own. They replace less specific warnings about the same field. */
export function withDoubts(own: readonly FieldProblem[], doubts: readonly FieldProblem[]): readonly FieldProblem[] {
  if (doubts.length === 0) return own;
  const known = new Set(doubts.map(({ field }) => field));
  return [...own.filter(({ field, message }) => !known.has(field) || !UNSEEN.test(message)), ...doubts];
}
