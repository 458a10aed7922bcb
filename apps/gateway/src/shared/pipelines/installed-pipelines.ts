import type { BrokenPipeline, LaunchInput, LaunchOptions, Params } from '@reprise/contracts';
import {
  checkLaunch,
  checkParams,
  demoFolder,
  RepositoryError,
  type FoundInputs,
  type LaunchRules,
  type LoadedPipelines,
  type Pipeline,
  type Repositories,
} from '@reprise/pipelines';
import { ProblemException, wrongFields } from '../http/problem.ts';

/** Bytes of parameters as JSON; with the list of inputs they must fit into an event. */
const MAX_PARAMS = 128 * 1024;

/** Pipelines of this installation, and the folders from which their inputs may come. */
export class InstalledPipelines {
  #all: readonly Pipeline[];
  #broken: readonly BrokenPipeline[];
  /** Folders of the settings and every pipeline's demo data. */
  readonly inputRoots: readonly string[];

  readonly #rules: LaunchRules;
  readonly #repositories: Repositories;

  constructor(
    { pipelines, broken }: LoadedPipelines,
    { inputRoots, ...rules }: LaunchRules,
    repositories: Repositories,
  ) {
    this.#all = pipelines;
    this.#broken = broken;
    this.inputRoots = [...inputRoots, ...pipelines.map(demoFolder)];
    this.#rules = { ...rules, inputRoots: this.inputRoots };
    this.#repositories = repositories;
  }

  get all(): readonly Pipeline[] {
    return this.#all;
  }

  get broken(): readonly BrokenPipeline[] {
    return this.#broken;
  }

  get takesConfig(): boolean {
    return this.#rules.takesConfig;
  }

  /** Fetches the pipelines that come from repositories, at their default revisions: their forms need the schema. */
  async fetch(): Promise<void> {
    for (const pipeline of this.#all.filter(({ repository }) => repository !== null))
      await this.#repositories.at(pipeline).then(
        (fetched) => (this.#all = this.#all.map((each) => (each === pipeline ? fetched : each))),
        (error: unknown) => {
          const broken = {
            file: `${pipeline.folder}/reprise.json`,
            field: 'repository',
            reason: String((error as Error).message),
          };
          this.#broken = [...this.#broken, broken];
        },
      );
  }

  /**
   * Returns the pipeline as it is in its repository at a revision; others as they are.
   * @throws ProblemException 422 naming the revision, where it cannot be had
   */
  async at(pipeline: Pipeline, revision?: string): Promise<Pipeline> {
    try {
      return await this.#repositories.at(pipeline, revision);
    } catch (error) {
      if (!(error instanceof RepositoryError)) throw error;
      throw wrongFields([{ field: 'launch.revision', message: error.message }]);
    }
  }

  /** Returns the launch options with the manifest's defaults. @throws ProblemException 422 naming each `launch.<name>` */
  checkLaunch(pipeline: Pipeline, given: LaunchInput): LaunchOptions | undefined {
    const checked = checkLaunch(pipeline, given, this.#rules);
    if (!checked.ok) throw wrongFields([...checked.errors]);
    return checked.launch;
  }

  /** @throws ProblemException 422 where there is none of that name */
  find(name: string): Pipeline {
    const found = this.all.find(({ manifest }) => manifest.name === name);
    if (found) return found;
    const names = this.all.map(({ manifest }) => manifest.name).join(', ');
    throw wrongFields([{ field: 'pipeline', message: `there is none named ${name}; there are: ${names || 'none'}` }]);
  }

  /** Returns the params, completed and checked. @throws ProblemException 422 naming each `params.<name>`, 413 */
  async check(pipeline: Pipeline, given: Params): Promise<{ params: Params } & FoundInputs> {
    if (Buffer.byteLength(JSON.stringify(given)) > MAX_PARAMS)
      throw new ProblemException(413, 'The parameters are too large: at most 128 KiB.');
    const checked = await checkParams(pipeline, given, this.inputRoots);
    if (!checked.ok) throw wrongFields([...checked.errors]);
    return checked;
  }
}
