import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { dirname, join } from 'node:path';
import { Controller, Inject, type BeforeApplicationShutdown } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CompileRequest, compileSubject, parserOf, type CompileResponse, type RunnerPlace } from '@reprise/contracts';
import { compileScript } from '@reprise/nextflow';
import { passedVariables, type Pipeline } from '@reprise/pipelines';
import { homeVariables, makeHome, withHome } from '../attempt/job-home.ts';
import type { InstalledNextflow } from '../base/installed-nextflows.ts';
import type { StartSettings } from '../base/start-settings.ts';
import { PIPELINES } from '../base/tokens.ts';

export type CompileSettings = Pick<
  StartSettings,
  'nextflows' | 'environment' | 'variables' | 'isolation' | 'repositories'
>;

/**
 * Maximum time until an answer. A runner's login may answer only within 15 seconds, so a gateway polls for longer work.
 */
const ANSWERS_WITHIN_MS = 5_000;
const MOST_UNASKED = 1_000;

/** Answers which errors this runner's Nextflow compiler finds in a pipeline's script and config. */
export function compileQuestion(place: RunnerPlace, settings: CompileSettings, withinMs = ANSWERS_WITHIN_MS) {
  @Controller()
  class CompileQuestion implements BeforeApplicationShutdown {
    readonly #ending = new AbortController();
    /** One compilation at a time, because each is a separate JVM. */
    #last: Promise<unknown> = removeScratches(place);
    #compiling: Promise<unknown> = Promise.resolve();
    /** Compilations by request, until the result is fetched. */
    readonly #asked = new Map<string, Promise<CompileResponse>>();

    constructor(@Inject(PIPELINES) private readonly pipelines: () => Promise<readonly Pipeline[]>) {}

    @MessagePattern(compileSubject(place))
    async compile(@Payload() question: unknown): Promise<CompileResponse> {
      const asked = CompileRequest.parse(question);
      const key = JSON.stringify(asked);
      if (this.#asked.size > MOST_UNASKED) this.#asked.clear();
      const answer = this.#asked.get(key) ?? this.#enqueue(asked);
      this.#asked.set(key, answer);
      const late = new AbortController();
      const pending = sleep(withinMs, { errors: null, is_compiling: true }, { signal: late.signal });
      try {
        const response: CompileResponse = await Promise.race([answer, pending.catch(() => answer)]);
        if (!response.is_compiling) this.#asked.delete(key);
        return response;
      } catch (error) {
        this.#asked.delete(key);
        throw error;
      } finally {
        late.abort();
      }
    }

    /** Compiles after earlier requests. */
    async #enqueue(asked: CompileRequest): Promise<CompileResponse> {
      const errors = this.#last.then(async () => {
        const nextflow = settings.nextflows.find(asked.nextflow_version);
        const pipeline = nextflow && (await this.#find(asked));
        const { signal } = this.#ending;
        if (!nextflow || !pipeline || signal.aborted) return null;
        const found = compileIn(place, { pipeline, asked, nextflow, settings, signal });
        this.#compiling = found.catch(() => undefined);
        return found;
      });
      this.#last = errors.catch(() => undefined);
      return { errors: await errors.then((found) => found && [...found]) };
    }

    /** Aborts running compilers, so that no scratch folder is left. */
    async beforeApplicationShutdown(): Promise<void> {
      this.#ending.abort();
      await this.#compiling;
    }

    /** Returns the pipeline at a revision; null if this runner has a different revision. */
    async #find({ pipeline, revision }: CompileRequest): Promise<Pipeline | null> {
      const named = (await this.pipelines()).find(({ manifest }) => manifest.name === pipeline);
      const found = named && (await settings.repositories.at(named, revision).catch(() => null));
      return found?.revision === revision ? found : null;
    }
  }
  return CompileQuestion;
}

/** Prefix of a runner's scratch folders. */
const scratchName = ({ runner_id }: RunnerPlace): string => `reprise-compile-${runner_id}-`;

/** Removes scratch folders that an earlier process of the runner left behind. Best effort. */
async function removeScratches(place: RunnerPlace): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(scratchName(place))))
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
}

interface Asked {
  readonly pipeline: Pipeline;
  readonly asked: CompileRequest;
  readonly nextflow: InstalledNextflow;
  readonly settings: CompileSettings;
  readonly signal: AbortSignal;
}

/** Compiles in a scratch folder, which is removed afterwards. */
async function compileIn(place: RunnerPlace, { pipeline, asked, nextflow, settings, signal }: Asked) {
  const { isolation, environment } = settings;
  const { launcher, version } = nextflow;
  const { syntax_parser, profiles } = asked;
  const scratch = await mkdtemp(join(tmpdir(), scratchName(place)));
  const home = { paths: { root: scratch, homes: join(scratch, 'homes') }, attempt: 1 };
  try {
    await makeHome(home, { nextflow: launcher, environment, isolation });
    await isolation.handOver([scratch]);
    const parser = parserOf(version, syntax_parser ?? environment['NXF_SYNTAX_PARSER']);
    const env = {
      ...passedVariables(settings.variables, pipeline.manifest.environment),
      ...environment,
      ...homeVariables(home),
      ...pipeline.launch.env,
      ...(parser && { NXF_SYNTAX_PARSER: parser }),
      // A check does not download anything.
      NXF_OFFLINE: 'true',
    };
    return await compileScript({
      nextflow: launcher,
      version,
      isStrict: parser === 'v2',
      profiles,
      script: pipeline.script,
      sources: pipeline.sources,
      config: join(dirname(pipeline.script), 'nextflow.config'),
      scratch,
      env,
      isolation: withHome(isolation, home),
      signal,
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
