import { createHash, randomUUID } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CheckedOut } from '../catalogue/load-worker.ts';
import { refuseModule } from '../catalogue/refuse-module.ts';
import { readSchemaInThread } from '../catalogue/threads.ts';
import { isInside } from '../paths/absolute-params.ts';
import type { Pipeline } from '../pipeline.ts';
import type { ParamsSchema } from '../schema/params-schema.ts';
import { git, GitError } from './git.ts';

export interface RepositorySettings {
  /** Folder of the clones. */
  readonly folder: string;
  /** Hosts from which cloning is permitted; `*` for all. Local repositories (`file://`) are always permitted. */
  readonly hosts: readonly string[];
  /** Whether fetching is disabled, so that only existing clones can be used. */
  readonly offline: boolean;
}

/** Why a repository's pipeline is unavailable, as a sentence. */
export class RepositoryError extends Error {}

const FETCH_TIMEOUT_MS = 300_000;
const LOCAL_TIMEOUT_MS = 60_000;
const COMMIT = /^[0-9a-f]{40}$/;
const DEFAULT_SCRIPT = 'main.nf';

/**
 * Clones of pipelines' git repositories: a bare clone per repository, and a folder per commit in use. Several processes
 * may share the folder.
 */
export class Repositories {
  readonly #settings: RepositorySettings;
  /** Running fetches by repository, because concurrent fetches would wait for each other's locks. */
  readonly #fetching = new Map<string, Promise<void>>();
  /** Schemas by script of a commit; null if it has none. */
  readonly #schemas = new Map<string, Promise<ParamsSchema | null>>();

  constructor(settings: RepositorySettings) {
    this.#settings = settings;
  }

  /**
   * Returns a pipeline from its repository at a branch, tag or commit (default: the manifest's, else the repository's
   * default branch), with the script and schema of that commit. Other pipelines are returned unchanged.
   * @throws RepositoryError
   */
  async at(pipeline: Pipeline, revision = pipeline.launch.revision ?? 'HEAD'): Promise<Pipeline> {
    const { repository } = pipeline;
    if (!repository) return pipeline;
    const commit = await this.#resolve(repository, revision);
    await this.#checkOut(repository, commit);
    return this.#asOf({ ...pipeline, repository }, commit, revision);
  }

  /**
   * Like `at`, but returns null unless the commit is already checked out. A branch may have changed since its last
   * fetch, so it counts as not checked out unless offline.
   * @throws RepositoryError
   */
  async checkedOutAt(pipeline: Pipeline, revision: string): Promise<Pipeline | null> {
    const { repository } = pipeline;
    if (!repository) return pipeline;
    const commit = await this.#findFetched(repository, revision);
    return commit && existsSync(this.#folderOf(repository, commit))
      ? await this.#asOf({ ...pipeline, repository }, commit, revision)
      : null;
  }

  /** Returns a pipeline from the folder of a commit. */
  async #asOf(
    pipeline: Pipeline & { readonly repository: string },
    commit: string,
    revision: string,
  ): Promise<Pipeline> {
    const { repository } = pipeline;
    const folder = this.#folderOf(repository, commit);
    const { script = DEFAULT_SCRIPT } = pipeline.manifest;
    const file = resolve(folder, script);
    if (!existsSync(file) || !isInside(realpathSync(file), realpathSync(folder)))
      throw new RepositoryError(`There is no ${script} in ${repository} at ${revision}.`);
    const module = refuseModule(script, file);
    if (module !== null) throw new RepositoryError(`${script} in ${repository} at ${revision} ${module}.`);
    return {
      ...pipeline,
      script: file,
      sources: folder,
      revision: commit,
      schema: pipeline.schema ?? (await this.#schemaOf({ folder, script: file })),
    };
  }

  async #resolve(url: string, revision: string): Promise<string> {
    const known = await this.#findFetched(url, revision);
    if (known) return known;
    await this.#fetch(url, revision);
    const found = await this.#find(this.#cloneOf(url), revision, true);
    if (found) return found;
    throw new RepositoryError(`${url} has no branch, tag or commit named ${revision}.`);
  }

  /** Returns the commit of a revision without a fetch. A fetched commit or tag does not change, but a branch does. */
  async #findFetched(url: string, revision: string): Promise<string | null> {
    const clone = this.#cloneOf(url);
    return existsSync(clone) ? this.#find(clone, revision, this.#settings.offline) : null;
  }

  /** Returns the commit of a revision. Only considers branches if `branches` is set. */
  async #find(clone: string, revision: string, branches: boolean): Promise<string | null> {
    const names = [`refs/tags/${revision}`];
    if (branches) names.push(`refs/heads/${revision}`);
    if (branches && revision === 'HEAD') names.push('refs/remotes/origin/HEAD');
    if (/^[0-9a-f]{7,40}$/.test(revision)) names.push(revision);
    for (const name of names) {
      const args = ['--git-dir', clone, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
      const commit = await git(args, LOCAL_TIMEOUT_MS).catch(() => null);
      if (commit && COMMIT.test(commit)) return commit;
    }
    return null;
  }

  #fetch(url: string, revision: string): Promise<void> {
    const running = this.#fetching.get(url);
    if (running) return running;
    const fetching = this.#fetchNow(url, revision).finally(() => this.#fetching.delete(url));
    this.#fetching.set(url, fetching);
    return fetching;
  }

  async #fetchNow(url: string, revision: string): Promise<void> {
    const { offline, hosts } = this.#settings;
    const clone = this.#cloneOf(url);
    const isLocal = url.startsWith('file://');
    const host = isLocal ? '' : new URL(url).hostname;
    if (!isLocal && !hosts.includes('*') && !hosts.includes(host))
      throw new RepositoryError(
        `${url} may not be cloned: ${host} is not among the hosts of REPRISE_GIT_HOSTS (${hosts.join(', ') || 'none'}).`,
      );
    if (offline && !isLocal)
      throw new RepositoryError(
        `${revision} of ${url} was not fetched before, and REPRISE_OFFLINE is on. Fetch it once while online, or use a revision that is there.`,
      );
    try {
      await this.#makeClone(clone);
      const refs = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*', '+HEAD:refs/remotes/origin/HEAD'];
      const fetch = [
        '--git-dir',
        clone,
        'fetch',
        '--quiet',
        '--prune',
        '--no-auto-gc',
        '--end-of-options',
        url,
        ...refs,
      ];
      await git(fetch, FETCH_TIMEOUT_MS);
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      const last = existsSync(clone) ? await this.#find(clone, revision, true) : null;
      const known = last ? ` When it was fetched last, it was commit ${last}: submit that commit to use it.` : '';
      throw new RepositoryError(
        `${revision} of ${url} could not be fetched: ${error.message}. Check the address and the network, then try again.${known}`,
      );
    }
  }

  /** Creates an empty clone under a temporary name first, so that existing clones are always complete. */
  async #makeClone(clone: string): Promise<void> {
    if (existsSync(clone)) return;
    await mkdir(this.#settings.folder, { recursive: true });
    const unfinished = `${clone}.${randomUUID()}`;
    await git(['init', '--quiet', '--bare', unfinished], LOCAL_TIMEOUT_MS);
    await moveUnlessThere(unfinished, clone);
  }

  /** Creates the folder with the files of a commit, once. */
  async #checkOut(url: string, commit: string): Promise<void> {
    const clone = this.#cloneOf(url);
    const folder = this.#folderOf(url, commit);
    if (existsSync(folder)) return;
    const unfinished = `${folder}.${randomUUID()}`;
    await mkdir(unfinished, { recursive: true });
    try {
      const tree = ['--git-dir', clone, '--work-tree', unfinished, 'checkout', '--quiet', '--force', commit, '--', '.'];
      await git(tree, FETCH_TIMEOUT_MS, { GIT_INDEX_FILE: join(unfinished, '.git-index') });
      await rm(join(unfinished, '.git-index'), { force: true });
      await moveUnlessThere(unfinished, folder);
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      if (!(error instanceof GitError)) throw error;
      throw new RepositoryError(`The files of ${url} at ${commit} could not be written: ${error.message}.`);
    }
  }

  /** Returns the schema of a commit's folder. It does not change, so it is read once. */
  #schemaOf(checkedOut: CheckedOut): Promise<ParamsSchema | null> {
    const { script } = checkedOut;
    const known = this.#schemas.get(script) ?? schemaOf(checkedOut);
    this.#schemas.set(script, known);
    known.catch(() => this.#schemas.delete(script)); // so that the next call retries
    return known;
  }

  #folderOf(url: string, commit: string): string {
    return join(this.#settings.folder, `${idOf(url)}-${commit}`);
  }

  #cloneOf(url: string): string {
    return join(this.#settings.folder, `${idOf(url)}.git`);
  }
}

async function schemaOf(checkedOut: CheckedOut): Promise<ParamsSchema | null> {
  const loaded = await readSchemaInThread(checkedOut);
  if ('schema' in loaded) return loaded.schema;
  const [{ file, reason } = { file: checkedOut.folder, reason: 'is wrong' }] = loaded.broken;
  throw new RepositoryError(`${file} ${reason}.`);
}

/** Returns a folder name for a repository. Users can recognize it by its end, which alone would not be unique. */
function idOf(url: string): string {
  const name =
    url
      .replace(/\.git$|\/+$/g, '')
      .split('/')
      .at(-1) ?? '';
  const digest = createHash('sha256').update(url).digest('hex').slice(0, 12);
  return `${name.replace(/[^\w.-]/g, '_')}-${digest}`;
}

/** Another process may have been faster, but its folder has the same content. */
async function moveUnlessThere(from: string, to: string): Promise<void> {
  await rename(from, to).catch(async (error: unknown) => {
    if (!existsSync(to)) throw error;
    await rm(from, { recursive: true, force: true });
  });
}
