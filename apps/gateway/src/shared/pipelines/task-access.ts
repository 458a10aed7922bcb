import type { ClientProxy } from '@nestjs/microservices';
import { AccessResponse, accessSubject, type AccessRequest, type FieldProblem } from '@reprise/contracts';
import type { InputRead, Pipeline } from '@reprise/pipelines';
import { firstValueFrom, timeout } from 'rxjs';
import type { Runners } from '../runners/runners.ts';

/** A runner that does not answer by then leaves no hint: a person waits. */
const TIMEOUT_MS = 1_500;
/** Paths in one question. */
const MOST_PATHS = 1_000;
/** Time for which a readable path is not asked about again: a form is checked while a person types. */
const REMEMBERED_MS = 10_000;
const MOST_REMEMBERED = 10_000;

type Asked = AccessRequest['paths'][number];
type Unreadable = AccessResponse['unreadable'][number];

/** Asks the runners, where the user that tasks run as exists, what that user cannot read. */
export class TaskAccess {
  /** When a path was readable on all runners. */
  readonly #readable = new Map<string, number>();

  constructor(
    private readonly runners: Pick<Runners, 'list'>,
    private readonly services: Pick<ClientProxy, 'send'>,
    private readonly now: () => number = Date.now,
  ) {}

  /** Returns a doubt at each field with a path that tasks cannot read, and at `pipeline` for its own files. */
  async doubts(
    pipeline: Pick<Pipeline, 'script' | 'repository'>,
    reads: readonly InputRead[],
  ): Promise<FieldProblem[]> {
    const own: InputRead[] =
      pipeline.repository === null ? [{ field: 'pipeline', path: pipeline.script, whole: false }] : [];
    const all = [...own, ...reads];
    const asked = new Map<string, Asked>();
    for (const { field, path, whole } of all)
      asked.set(keyOf(path, whole), { path, whole, is_input: field !== 'pipeline' });
    for (const [key] of asked) if (this.#isReadable(key)) asked.delete(key);
    const paths = [...asked.values()].slice(0, MOST_PATHS);
    const unreadable = paths.length === 0 ? new Map<string, string>() : await this.#ask(paths);
    return atFields(all, unreadable);
  }

  /** Returns the paths that tasks of some runner cannot read, each with a message. */
  async #ask(paths: readonly Asked[]): Promise<Map<string, string>> {
    const alive = this.runners.list(this.now()).filter((runner) => runner.alive);
    const storages = new Map(alive.map(({ storage_id, host }) => [storage_id, host]));
    const found = new Map<string, string>();
    let answered = 0;
    const ask = async ([storage, host]: [string, string | null]) => {
      const answer = await this.#answerOf(storage, paths);
      if (!answer) return;
      answered += 1;
      const where = storages.size > 1 && host !== null ? ` on ${host}` : '';
      for (const each of answer.unreadable) if (!found.has(each.path)) found.set(each.path, messageOf(each, where));
    };
    await Promise.all([...storages].map(ask));
    if (answered > 0 && answered === storages.size)
      for (const { path, whole } of paths) if (!found.has(path)) this.#remember(keyOf(path, whole));
    return found;
  }

  #answerOf(storage: string, paths: readonly Asked[]): Promise<AccessResponse | null> {
    const question: AccessRequest = { paths: [...paths] };
    return firstValueFrom(this.services.send<unknown>(accessSubject(storage), question).pipe(timeout(TIMEOUT_MS))).then(
      (answer) => AccessResponse.parse(answer),
      () => null,
    );
  }

  #isReadable(key: string): boolean {
    const at = this.#readable.get(key);
    return at !== undefined && this.now() - at < REMEMBERED_MS;
  }

  #remember(key: string): void {
    if (this.#readable.size >= MOST_REMEMBERED) this.#readable.clear();
    this.#readable.set(key, this.now());
  }
}

const keyOf = (path: string, whole: boolean) => `${whole ? 'all' : 'one'} ${path}`;

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

/** Warnings of the gateway about a path that it may not see either. */
const UNSEEN = /^(cannot be looked at by the gateway|does not exist now|could not be looked for): /;

/** Adds doubts of the runners to the gateway's own, in place of those that say less of the same field. */
export function withDoubts(own: readonly FieldProblem[], doubts: readonly FieldProblem[]): readonly FieldProblem[] {
  if (doubts.length === 0) return own;
  const known = new Set(doubts.map(({ field }) => field));
  return [...own.filter(({ field, message }) => !known.has(field) || !UNSEEN.test(message)), ...doubts];
}
