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

/** Exceeds the time in which a runner answers that it is still compiling. */
const TIMEOUT_MS = 10_000;
/** Maximum total wait. Runners start compilers one after another, which may delay a request. */
const MOST_MS = 600_000;
/** Delay until a runner without a result is asked again. */
const AGAIN_MS = 60_000;
const MOST_REMEMBERED = 1_000;

/** Pipeline whose files are available. */
type Compiled = Pick<Pipeline, 'manifest' | 'revision' | 'script' | 'sources' | 'launch'>;
/** Launch options that affect whether a pipeline compiles. */
type Options = Pick<LaunchOptions, 'nextflow' | 'syntax_parser' | 'profiles'>;

interface Known {
  /** Null while the runner is compiling, or if it has no result. */
  check: ScriptCheck | null;
  isAsked: boolean;
  /** Milliseconds since 1970. */
  at: number;
}

/** Results of compiling a pipeline, as far as known. */
export interface Compilations {
  readonly compiled: ScriptCheck[];
  /** Whether a runner is compiling it now. */
  readonly compiling: boolean;
}

/** Runner that compiles with one of its versions. */
interface Compiler {
  readonly place: RunnerPlace;
  readonly version: string;
}

/**
 * Makes runners compile pipelines in the background, once for each version of Nextflow that would run a job. Callers
 * get the results that are available so far. Results are cached by revision and version.
 */
export class ScriptChecks {
  readonly #known = new Map<string, Known>();
  /** Default options of pipelines that were requested. */
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

  /** Returns the results for a pipeline with default options. Requests missing results. */
  async askUsual(pipeline: Compiled): Promise<Compilations> {
    const versions = this.#alive().map(({ nextflow_versions }) => nextflow_versions);
    const { launch = {} } = await withNextflow(pipeline, pipeline.launch, versions);
    this.#usual.set(pipeline, launch);
    return this.ask(pipeline, launch);
  }

  /** Returns the results for a pipeline with a job's launch options. Requests missing results. */
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
    // A pipeline of a repository that is not fetched yet has no files.
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

  /** Returns an active runner for each version that would run a job with these options. */
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
