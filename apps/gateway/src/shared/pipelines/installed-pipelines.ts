import type { BrokenPipeline, FieldProblem, LaunchInput, LaunchOptions, Params } from '@reprise/contracts';
import {
  checkAgainstSources,
  checkLaunch,
  checkParams,
  demoFolder,
  RepositoryError,
  type Capacity,
  type CheckedParams,
  type CheckOptions,
  type FoundInputs,
  type InputRead,
  type LaunchRules,
  type Pipeline,
  type PipelineFolders,
  type Repositories,
} from '@reprise/pipelines';
import { ProblemException, wrongFields } from '../http/problem.ts';
import { withDoubts } from './task-access.ts';
import { withNextflow } from './with-nextflow.ts';

/** Maximum size of the parameters in bytes of JSON. Together with the list of inputs, they must fit into an event. */
const MAX_PARAMS = 128 * 1024;

/** Number of jobs that are checked concurrently. */
const AT_ONCE = 16;

/** Samplesheet and launch options of the job whose parameters are checked. */
type OfJob = Pick<CheckOptions, 'sheet' | 'launch'>;

interface Found {
  readonly errors: readonly FieldProblem[];
  readonly warnings: readonly FieldProblem[];
}

/** Findings about a job's params, and the fields with paths that tasks may not be able to read. */
export interface LookedAt {
  readonly checked: CheckedParams;
  readonly doubts: readonly FieldProblem[];
}

/** Asks the runners for anything that may prevent tasks from running. */
export interface RunnerDoubts {
  /** Returns a warning at each field with a path that tasks cannot read, and at `pipeline` for its own files. */
  doubts(pipeline: Pipeline, reads: readonly InputRead[], launch: LaunchOptions): Promise<readonly FieldProblem[]>;
}

export interface AcceptedLaunch {
  readonly launch: LaunchOptions | undefined;
  readonly pipeline: Pipeline;
  readonly warnings: readonly FieldProblem[];
}

/** The current pipelines of this installation, and the places that inputs may come from. */
export class InstalledPipelines {
  /** Fetched pipelines of repositories, or why they could not be fetched, by their loaded folders. */
  readonly #fetched = new WeakMap<Pipeline, Pipeline | BrokenPipeline>();
  readonly #fetching = new WeakSet<Pipeline>();

  constructor(
    private readonly folders: PipelineFolders,
    private readonly allowed: LaunchRules & { readonly inputSchemes: readonly string[] },
    private readonly repositories: Repositories,
    private readonly capacity: () => Capacity | null = () => null,
    private readonly runners: RunnerDoubts = { doubts: () => Promise.resolve([]) },
    /** Returns the versions of Nextflow of each active runner, the default first. */
    readonly nextflowVersions: () => readonly (readonly string[])[] = () => [],
  ) {}

  /** Returns all pipelines. Pipelines of repositories have the schema of their default revision once it is fetched. */
  async all(): Promise<readonly Pipeline[]> {
    const { pipelines } = await this.folders.current();
    return pipelines.map((loaded) => {
      if (loaded.repository === null) return loaded;
      void this.#fetch(loaded);
      const fetched = this.#fetched.get(loaded);
      return fetched && 'manifest' in fetched ? fetched : loaded;
    });
  }

  /** Returns why pipelines in the folders could not be loaded. */
  async broken(): Promise<readonly BrokenPipeline[]> {
    const { pipelines, broken } = await this.folders.current();
    const failed = pipelines.map((loaded) => this.#fetched.get(loaded));
    return [...broken, ...failed.filter((each) => each !== undefined && 'reason' in each)];
  }

  /** Returns the folders in the settings and the demo data of every pipeline. */
  async inputRoots(): Promise<readonly string[]> {
    const { pipelines } = await this.folders.current();
    return [...this.allowed.inputRoots, ...pipelines.map(demoFolder)];
  }

  get takesConfig(): boolean {
    return this.allowed.takesConfig;
  }

  /** Loads all pipelines, and starts to fetch those of repositories. */
  async fetchAll(): Promise<void> {
    const { pipelines } = await this.folders.current();
    for (const loaded of pipelines) if (loaded.repository !== null) void this.#fetch(loaded);
  }

  /** Fetches a pipeline once, in the background, because a repository may be slow. */
  async #fetch(loaded: Pipeline): Promise<void> {
    if (this.#fetching.has(loaded)) return;
    this.#fetching.add(loaded);
    const broken = (error: unknown): BrokenPipeline => ({
      file: `${loaded.folder}/reprise.json`,
      field: 'repository',
      reason: (error as Error).message,
    });
    this.#fetched.set(loaded, await this.repositories.at(loaded).catch(broken));
  }

  /**
   * Returns a repository's pipeline at a revision, and other pipelines unchanged.
   * @throws ProblemException 422 that names the revision, if it is unavailable
   */
  async at(pipeline: Pipeline, revision?: string, field = 'launch.revision'): Promise<Pipeline> {
    try {
      return await this.repositories.at(await this.#asLoaded(pipeline), revision);
    } catch (error) {
      if (!(error instanceof RepositoryError)) throw error;
      throw wrongFields([{ field, message: error.message }]);
    }
  }

  /** Returns the pipeline at a revision; null if it would have to be fetched first. */
  async checkedOutAt(pipeline: Pipeline, revision = pipeline.launch.revision): Promise<Pipeline | null> {
    if (revision === undefined || revision === pipeline.launch.revision) return pipeline;
    try {
      return await this.repositories.checkedOutAt(await this.#asLoaded(pipeline), revision);
    } catch (error) {
      if (!(error instanceof RepositoryError)) throw error;
      return null; // the response to the submission says why
    }
  }

  /**
   * Returns the pipeline without the data fetched for its default revision, because a different revision has a
   * different schema.
   */
  async #asLoaded(pipeline: Pipeline): Promise<Pipeline> {
    const { pipelines } = await this.folders.current();
    return pipelines.find(({ manifest }) => manifest.name === pipeline.manifest.name) ?? pipeline;
  }

  /**
   * Returns the launch options with the manifest's defaults, the pipeline at their revision, and warnings about them.
   * @throws ProblemException 422 that names each `launch.<name>`
   */
  async checkLaunch(named: Pipeline, given: LaunchInput): Promise<AcceptedLaunch> {
    const checked = await this.#checkOptions(named, given);
    if (!checked.ok) throw wrongFields([...checked.errors]);
    const { launch } = checked;
    const pipeline = await this.at(named, launch?.revision);
    const nextflow = await withNextflow(pipeline, launch, this.nextflowVersions());
    const { errors, warnings } = await checkAgainstSources(pipeline, launch ?? {}, nextflow.versions);
    if (errors.length + nextflow.errors.length) throw wrongFields([...errors, ...nextflow.errors]);
    return { launch: nextflow.launch, pipeline, warnings: [...warnings, ...nextflow.warnings] };
  }

  /**
   * Returns launch options with the manifest's defaults, their errors, and warnings. Fetches nothing, so that less is
   * known about a revision that is not the default.
   */
  async lookAtLaunch(pipeline: Pipeline, given: LaunchInput): Promise<Found & { launch?: LaunchOptions }> {
    const checked = await this.#checkOptions(pipeline, given);
    if (!checked.ok) return { errors: checked.errors, warnings: [] };
    const { launch = {} } = checked;
    const known = launch.revision === pipeline.launch.revision ? pipeline : { ...pipeline, script: '' };
    const nextflow = await withNextflow(known, launch, this.nextflowVersions());
    const { errors, warnings } = await checkAgainstSources(known, launch, nextflow.versions);
    return {
      launch: nextflow.launch ?? {},
      errors: [...errors, ...nextflow.errors],
      warnings: [...warnings, ...nextflow.warnings],
    };
  }

  async #checkOptions(pipeline: Pipeline, given: LaunchInput) {
    const { workRoots, takesConfig } = this.allowed;
    return checkLaunch(pipeline, given, { workRoots, takesConfig, inputRoots: await this.inputRoots() });
  }

  /** @throws ProblemException 422 if there is no pipeline with that name */
  async find(name: string): Promise<Pipeline> {
    const all = await this.all();
    const found = all.find(({ manifest }) => manifest.name === name);
    if (found) return found;
    const names = all.map(({ manifest }) => manifest.name).join(', ');
    throw wrongFields([{ field: 'pipeline', message: `there is none named ${name}; there are: ${names || 'none'}` }]);
  }

  /** Returns why the server has no pipeline with that name; null if it has one. */
  async whyMissing(name: string): Promise<string | null> {
    const { pipelines } = await this.folders.current();
    if (pipelines.some(({ manifest }) => manifest.name === name)) return null;
    return this.folders.whyMissing(name, 'The server');
  }

  /**
   * Returns the params, completed and validated. With `asksRunners: false`, unreadable paths are not reported.
   * @throws ProblemException 422 that names each `params.<name>`; 413 if they are too large
   */
  async check(
    pipeline: Pipeline,
    given: Params,
    ofJob: OfJob = {},
    { asksRunners = true } = {},
  ): Promise<{ params: Params; warnings: readonly FieldProblem[] } & FoundInputs> {
    const checked = await this.#lookHere(pipeline, given, ofJob);
    if (!checked.ok) throw wrongFields([...checked.errors]);
    if (!asksRunners) return checked;
    const [doubts = []] = await this.#doubts(pipeline, [checked], ofJob);
    return { ...checked, warnings: withDoubts(checked.warnings, doubts) };
  }

  /** Returns the findings of `check`. @throws ProblemException 413 if they are too large */
  async look(pipeline: Pipeline, given: Params, ofJob: OfJob = {}): Promise<CheckedParams> {
    const [{ checked, doubts }] = (await this.lookAtAll(pipeline, [given], ofJob)) as [LookedAt];
    return { ...checked, warnings: withDoubts(checked.warnings, doubts) };
  }

  /**
   * Returns the findings of `check` for several jobs that differ only in their params. The runners are queried once,
   * and only about jobs without errors, because they start a process per request.
   * @throws ProblemException 413
   */
  async lookAtAll(pipeline: Pipeline, all: readonly Params[], ofJob: OfJob = {}): Promise<LookedAt[]> {
    const found: CheckedParams[] = [];
    for (let first = 0; first < all.length; first += AT_ONCE) {
      const some = all.slice(first, first + AT_ONCE);
      found.push(...(await Promise.all(some.map((given) => this.#lookHere(pipeline, given, ofJob)))));
    }
    const doubts = await this.#doubts(pipeline, found, ofJob);
    return found.map((checked, job) => ({ checked, doubts: doubts[job] ?? [] }));
  }

  /** Returns, for each job, a warning at each field with a path that tasks cannot read. */
  async #doubts(pipeline: Pipeline, jobs: readonly CheckedParams[], { launch }: OfJob): Promise<FieldProblem[][]> {
    const files = Object.entries(launch?.files ?? {});
    const shared = files.map(([name, path]) => ({ field: `launch.files.${name}`, path, whole: true }));
    const own = jobs.flatMap(({ ok, reads }, job) =>
      ok ? reads.map((read) => ({ ...read, field: `${String(job)} ${read.field}` })) : [],
    );
    if (!jobs.some(({ ok }) => ok)) return jobs.map(() => []);
    const ofAll: FieldProblem[] = [];
    const ofJobs = jobs.map((): FieldProblem[] => []);
    const reads = [...own, ...shared];
    for (const { field, message } of await this.runners.doubts(pipeline, reads, launch ?? pipeline.launch)) {
      const [, job, name = field] = /^(\d+) (.*)$/s.exec(field) ?? [];
      (job === undefined ? ofAll : ofJobs[Number(job)])?.push({ field: name, message });
    }
    return ofJobs.map((each) => [...ofAll, ...each]);
  }

  /** Returns the findings of `look` without querying the runners. @throws ProblemException 413 if they are too large */
  async #lookHere(pipeline: Pipeline, given: Params, ofJob: OfJob): Promise<CheckedParams> {
    if (Buffer.byteLength(JSON.stringify([given, ofJob.sheet?.read.rows])) > MAX_PARAMS)
      throw new ProblemException(413, 'The parameters are too large: at most 128 KiB.');
    return checkParams(
      pipeline,
      given,
      { roots: await this.inputRoots(), schemes: this.allowed.inputSchemes },
      { ...ofJob, capacity: this.capacity() },
    );
  }
}
