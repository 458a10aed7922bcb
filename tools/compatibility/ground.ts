import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, normalize } from 'node:path';
import { startReprise, type Reprise } from '@reprise/launcher';
import { ensureNextflow, thisMachine, type Say } from '@reprise/setup';
import { startEngine, type Engine, type EngineName } from './engine.ts';
import { makePlugin } from './make-plugin.ts';
import { copyCase, type Places, type CompatibilityCase } from './compatibility-case.ts';

/**
 * Setup of the cases: a separate Reprise instance with the cases as pipelines, and a separate Nextflow installation.
 */
export interface Ground {
  readonly cases: readonly CompatibilityCase[];
  readonly reprise: Reprise;
  readonly nextflow: string;
  readonly pluginsDir: string;
  /** Environment variables with which a bare Nextflow finds its engine. */
  readonly env: Readonly<Record<string, string>>;
  /** Creates the folders for one run of a case, bare or through Reprise. */
  placesOf(given: CompatibilityCase, who: string): Places;
  /** Folder of a bare run. */
  bareFolder(given: CompatibilityCase): string;
  stop(): Promise<void>;
}

export interface GroundOptions {
  /** Whether changed sources are built first; true by default. */
  readonly build?: boolean;
  /** Engine of the tasks; by default Nextflow itself. */
  readonly engine?: EngineName;
}

/** Starts it with an empty data dir. @param names cases @throws Error with the reason */
export async function layGround(
  names: readonly string[],
  say: Say,
  { engine: engineName = 'local', ...options }: GroundOptions = {},
): Promise<Ground> {
  const scratch = mkdtempSync(join(tmpdir(), 'reprise-compatibility-'));
  chmodSync(scratch, 0o755); // tasks, and Postgres, may run as another user
  const server = serveFiles(join(scratch, 'cases'));
  let engine: Engine | undefined;
  try {
    engine = await startEngine(engineName, scratch, say);
    const { config, env, stop: stopEngine } = engine;
    Object.assign(process.env, env); // the runner moves them from there
    const nextflow = await ensureNextflow(thisMachine(), say);
    const pluginsDir = makePlugin(nextflow, join(scratch, 'plugins'));
    const cases = names.map((name) => copyCase(name, join(scratch, 'cases'), config));
    for (const given of cases) writeManifest(given, scratch);
    await once(server);
    const roots = ['cases', 'pipelines', 'side', 'work'].map((name) => join(scratch, name));
    for (const root of roots) mkdirSync(root, { recursive: true });
    const http = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const reprise = await startReprise(
      {
        REPRISE_NEXTFLOW: nextflow,
        REPRISE_DATA_DIR: join(scratch, 'data'),
        REPRISE_PORT: '0',
        REPRISE_PIPELINES: join(scratch, 'pipelines'),
        REPRISE_INPUT_ROOTS: roots.join(':'),
        REPRISE_INPUT_SCHEMES: 'http,https',
        REPRISE_WORK_ROOTS: join(scratch, 'work'),
        REPRISE_PLUGINS_DIR: pluginsDir,
        REPRISE_OFFLINE: 'on',
        REPRISE_CANCEL_GRACE: '2s',
      },
      { ...options, say },
    );
    return {
      cases,
      reprise,
      nextflow,
      pluginsDir,
      env,
      placesOf: ({ name, folder }, who) => {
        const side = join(scratch, 'side', name, who);
        mkdirSync(side, { recursive: true });
        chmodSync(side, 0o777); // tasks run as another user
        const work = join(scratch, 'work', name, who);
        return { case: folder, side, http: `${http}/${name}`, work, git: gitUrl(folder) };
      },
      bareFolder: ({ name }) => join(scratch, 'bare', name),
      stop: async () => {
        server.close();
        await reprise.stop();
        stopEngine();
        rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
      },
    };
  } catch (error) {
    server.close();
    engine?.stop();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
    throw error;
  }
}

const gitUrl = (folder: string) => `file://${folder}`;

/** Creates a pipeline folder for a case, which contains only the manifest if the script is fetched from git. */
function writeManifest(given: CompatibilityCase, scratch: string): void {
  const { name, folder, about, manifest } = given;
  const isFromGit = given.from_git;
  if (isFromGit) makeRepository(folder);
  const pipeline = join(scratch, 'pipelines', name);
  mkdirSync(join(pipeline, '..'), { recursive: true });
  if (isFromGit) mkdirSync(pipeline);
  else execFileSync('cp', ['-r', folder, pipeline]);
  const source = isFromGit ? { repository: gitUrl(folder) } : { script: 'main.nf' };
  writeFileSync(
    join(pipeline, 'reprise.json'),
    JSON.stringify({ name, title: about, input_param: null, ...source, ...manifest }),
  );
}

function makeRepository(folder: string): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Case', '-c', 'user.email=case@example.org', ...args], { cwd: folder });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '--message', 'feat: add the pipeline');
}

/** Serves the files of a folder on a free port of this machine. */
function serveFiles(folder: string): Server {
  return createServer((request, response) => {
    try {
      const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
      const content = readFileSync(join(folder, decodeURIComponent(path)));
      response
        .writeHead(200, { 'content-length': content.length })
        .end(request.method === 'HEAD' ? undefined : content);
    } catch {
      response.writeHead(404).end();
    }
  }).listen(0, '127.0.0.1');
}

const once = (server: Server) =>
  new Promise<void>((resolve) => (server.listening ? resolve() : server.once('listening', () => resolve())));
