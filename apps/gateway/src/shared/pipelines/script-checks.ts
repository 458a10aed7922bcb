import type { ClientProxy } from '@nestjs/microservices';
import {
  CompileResponse,
  compileSubject,
  type CompileRequest,
  type FieldProblem,
  type LaunchOptions,
  type RunnerPlace,
  type ScriptCheck,
} from '@reprise/contracts';
import { chooseNextflow, neededNextflow } from '@reprise/job';
import type { Pipeline } from '@reprise/pipelines';
import { firstValueFrom, timeout } from 'rxjs';
import type { HeardRunner, Runners } from '../runners/runners.ts';
import { compileDoubt } from './compile-doubt.ts';
import { withNextflow } from './with-nextflow.ts';

/** Longer than a runner takes to answer that it is still compiling. */
const TIMEOUT_MS = 10_000;
/** Compilers that runners start one after the other may make a question wait. */
const MOST_MS = 600_000;
/** Delay until a runner without a result is queried again. */
const AGAIN_MS = 60_000;
const MOST_REMEMBERED = 1_000;

/** Pipeline whose files are there. */
type Compiled = Pick<Pipeline, 'manifest' | 'revision' | 'script' | 'sources' | 'launch'>;
/** Launch options by which a pipeline compiles or does not. */
type Options = Pick<LaunchOptions, 'nextflow' | 'syntax_parser' | 'profiles'>;

interface Known {
  /** Null while the runner compiles, and if it has no result. */
  check: ScriptCheck | null;
  isAsked: boolean;
  /** Milliseconds. */
  at: number;
}

/** Results of compiling a pipeline, as far as they are known. */
export interface Compilations {
  readonly compiled: ScriptCheck[];
  /** Whether a runner compiles it now. */
  readonly compiling: boolean;
}

/** Runner that compiles with one of its versions. */
interface Compiler {
  readonly place: RunnerPlace;
  readonly version: string;
}

/**
 * Has runners compile pipelines in the background, one per version of Nextflow that would run a job: callers get the
 * results so far. Results are cached by revision and version.
 */
export class ScriptChecks {
  readonly #known = new Map<string, Known>();
  /** Default options, of requested pipelines. */
  readonly #usual = new WeakMap<Compiled, Options>();

  constructor(
    private readonly runners: Pick<Runners, 'list'>,
    private readonly services: Pick<ClientProxy, 'send'>,
    private readonly onErrors: (pipeline: string, check: ScriptCheck) => void = () => undefined,
    private readonly now: () => number = Date.now,
  ) {}

  /** Returns the results for a pipeline with default options. */
  of(pipeline: Compiled): Compilations {
    const options = this.#usual.get(pipeline);
    return options ? this.#knownOf(pipeline, options) : { compiled: [], compiling: false };
  }

  /** Returns the results for a pipeline with default options, and requests missing ones. */
  async askUsual(pipeline: Compiled): Promise<Compilations> {
    const versions = this.#alive().map(({ nextflow_versions }) => nextflow_versions);
    const { launch = {} } = await withNextflow(pipeline, pipeline.launch, versions);
    this.#usual.set(pipeline, launch);
    return this.ask(pipeline, launch);
  }

  /** Returns the results for a pipeline with a job's launch options, and requests missing ones. */
  ask(pipeline: Compiled, options: Options): Compilations {
    for (const compiler of this.#compilers(options)) this.#ask(pipeline, options, compiler);
    return this.#knownOf(pipeline, options);
  }

  /** Returns a warning for each version with which a pipeline does not compile, as far as known. */
  doubts(pipeline: Compiled, options: Options): FieldProblem[] {
    const { compiled } = this.ask(pipeline, options);
    return compiled.flatMap((check) => {
      const message = compileDoubt(check);
      return message === null ? [] : [{ field: 'pipeline', message }];
    });
  }

  #knownOf(pipeline: Compiled, options: Options): Compilations {
    const known = this.#compilers(options).flatMap(
      ({ version }) => this.#known.get(keyOf(pipeline, options, version)) ?? [],
    );
    return {
      compiled: known.flatMap(({ check }) => check ?? []),
      compiling: known.some(({ isAsked }) => isAsked),
    };
  }

  #ask(pipeline: Compiled, options: Options, { place, version }: Compiler): void {
    // A pipeline of a repository that was not fetched yet has no files.
    if (!pipeline.script) return;
    const key = keyOf(pipeline, options, version);
    const before = this.#known.get(key);
    if (before && (before.isAsked || before.check !== null || this.now() - before.at < AGAIN_MS)) return;
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    const known: Known = { check: null, isAsked: true, at: this.now() };
    this.#known.set(key, known);
    const { manifest, revision } = pipeline;
    const question: CompileRequest = {
      pipeline: manifest.name,
      revision,
      nextflow_version: version,
      syntax_parser: options.syntax_parser ?? null,
      profiles: options.profiles ?? [],
    };
    void this.#answerOf(place, question).then((check) => {
      known.check = check;
      if (check && check.errors.length > 0) this.onErrors(manifest.name, check);
      known.isAsked = false;
      known.at = this.now();
    });
  }

  #alive(): HeardRunner[] {
    return this.runners.list(this.now()).filter(({ alive }) => alive);
  }

  /** Returns a living runner for each version that would run a job with these options. */
  #compilers(options: Options): Compiler[] {
    const needed = neededNextflow({ mode: 'fresh', last_run: null, launch: options });
    const compilers = this.#alive().flatMap((place): [string, Compiler][] => {
      const version = chooseNextflow(needed, place.nextflow_versions);
      return version === null || version.endsWith('(simulated)') ? [] : [[version, { place, version }]];
    });
    return [...new Map(compilers).values()];
  }

  async #answerOf(runner: RunnerPlace, question: CompileRequest): Promise<ScriptCheck | null> {
    try {
      const since = this.now();
      for (;;) {
        const answer = this.services.send<unknown>(compileSubject(runner), question).pipe(timeout(TIMEOUT_MS));
        const { errors, is_compiling = false } = CompileResponse.parse(await firstValueFrom(answer));
        if (!is_compiling || this.now() - since > MOST_MS)
          return errors && { nextflow_version: question.nextflow_version, errors };
      }
    } catch {
      return null;
    }
  }
}

const keyOf = ({ manifest, revision }: Compiled, { syntax_parser, profiles = [] }: Options, version: string): string =>
  JSON.stringify([manifest.name, revision, version, syntax_parser ?? null, profiles]);
