import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { postgresBinaries } from '@reprise/local-servers';
import { checkout } from '@reprise/setup';
import { InstalledPackages } from './installed-packages.ts';

/** Packages of the base images that the Dockerfiles do not install themselves. */
const BASE = ['apt', 'ca-certificates', 'wget'];

/**
 * Fills a folder with what `stand-ins/Dockerfile` takes: Debian packages, Node, npm and servers of this machine, and what its
 * npm and Maven have downloaded. What Debian lacks here is left for the Dockerfiles to install.
 */
export function writeStandInContext(folder: string, programs: { readonly natsServer: string }): void {
  mkdirSync(folder, { recursive: true });
  cpSync(join(import.meta.dirname, 'stand-ins'), folder, { recursive: true });
  const packages = new InstalledPackages([...BASE, ...packagesOf('docker/Dockerfile')]);
  writeFileSync(join(folder, 'status'), packages.status);
  const list = packages.files().map((file) => `${file.slice(1)}\n`);
  execFileSync(
    'tar',
    ['--create', `--file=${join(folder, 'root.tar')}`, '--directory=/', '--no-recursion', '--files-from=-'],
    { input: list.join(''), stdio: ['pipe', 'ignore', 'inherit'] },
  );
  const copies: Record<string, string> = {
    node: process.execPath,
    npm: npmFolder(),
    'nats-server': programs.natsServer,
    postgres: dirname(postgresBinaries(undefined)),
    // Without its `tmp`, in which other processes write.
    'npm-cache/content-v2': join(homedir(), '.npm/_cacache/content-v2'),
    'npm-cache/index-v5': join(homedir(), '.npm/_cacache/index-v5'),
    'maven-cache': join(homedir(), '.m2/repository'),
  };
  // The Dockerfile copies them, empty or not.
  for (const name of ['npm-cache', 'maven-cache']) mkdirSync(join(folder, name));
  for (const [name, source] of Object.entries(copies)) if (existsSync(source)) copy(source, join(folder, name));
}

/** Copies a file or folder, by hard links within a file system: gigabytes would be written twice. */
function copy(source: string, target: string): void {
  const isNear = statSync(source).dev === statSync(dirname(target)).dev;
  const options = ['--archive', '--no-target-directory', ...(isNear ? ['--link'] : [])];
  execFileSync('cp', [...options, realpathSync(source), target]);
}

/** Names after `apt-get install` in a Dockerfile. */
function packagesOf(dockerfile: string): string[] {
  const text = readFileSync(join(checkout, dockerfile), 'utf8').replaceAll('\\\n', ' ');
  return [...text.matchAll(/--no-install-recommends ([^&]+)&&/g)].flatMap(([, names]) => names!.trim().split(/\s+/));
}

function npmFolder(): string {
  const command = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim();
  return dirname(dirname(realpathSync(command)));
}
