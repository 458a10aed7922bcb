import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { postgresBinaries } from '@reprise/local-servers';
import { checkout } from '@reprise/setup';
import { InstalledPackages } from './installed-packages.ts';

/** Packages of the base images that the Dockerfiles do not install. */
const BASE = ['apt', 'ca-certificates', 'wget'];
const MACHINE_IDS = ['/etc/machine-id', '/var/lib/dbus/machine-id'];
/** In `npm test`, the folder of Nx outputs of this checkout (decision 143). */
const nxCache = process.env['NX_CACHE_DIRECTORY'];

/** Fills a folder with the files that `fakes/Dockerfile` adds to the archive of `writeFakeArchive`. */
export function writeFakeContext(folder: string, programs: { readonly natsServer: string }): void {
  mkdirSync(folder, { recursive: true });
  cpSync(join(import.meta.dirname, 'fakes'), folder, { recursive: true });
  copy(programs.natsServer, join(folder, 'nats-server'));
  copy(dirname(postgresBinaries(undefined)), join(folder, 'postgres'));
}

/**
 * Writes an archive with the files for an image: this machine's Debian packages, its Node and npm, what its npm and
 * Maven have downloaded, and the outputs of Nx, so that nothing is fetched or built twice. The Dockerfiles install what
 * this machine's Debian lacks.
 * @param folder new, on the same disk as the archive
 * @returns the path of the archive
 */
export function writeFakeArchive(folder: string): string {
  const [root, archive] = [join(folder, 'root'), join(folder, 'root.tar')];
  const packages = new InstalledPackages([...BASE, ...packagesOf('docker/Dockerfile')]);
  mkdirSync(join(root, 'var/lib/dpkg'), { recursive: true });
  writeFileSync(join(root, 'var/lib/dpkg/status'), packages.status);
  const copies: Record<string, string> = {
    'usr/local/bin/node': process.execPath,
    'usr/local/lib/node_modules/npm': npmFolder(),
    // Without its `tmp`, where other processes write.
    'root/.npm/_cacache/content-v2': join(homedir(), '.npm/_cacache/content-v2'),
    'root/.npm/_cacache/index-v5': join(homedir(), '.npm/_cacache/index-v5'),
    'root/.m2/repository': join(homedir(), '.m2/repository'),
    ...(nxCache && { 'var/cache/nx/cache': join(checkout, nxCache) }),
    ...(nxCache && { 'var/cache/nx/data': join(checkout, '.nx/workspace-data') }),
    // Nx derives the name of its database from them.
    ...Object.fromEntries(MACHINE_IDS.map((file) => [file.slice(1), file])),
  };
  for (const [name, source] of Object.entries(copies)) if (existsSync(source)) copy(source, join(root, name));
  const ofPackages = new Set(packages.files().map((file) => file.slice(1)));
  const own = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => !ofPackages.has(name));
  // Docker accepts an archive only if each path occurs once. Folders in both are taken from this machine.
  pack('/', [...ofPackages], ['--create', '--file', archive]);
  pack(root, own, ['--append', '--file', archive]);
  return archive;
}

/** Runs tar on paths in a folder. */
function pack(folder: string, names: readonly string[], options: readonly string[]): void {
  execFileSync('tar', [...options, '--directory', folder, '--no-recursion', '--files-from=-'], {
    input: names.join('\n'),
    stdio: ['pipe', 'ignore', 'inherit'],
  });
}

/** Copies a file or folder, using hard links within a file system, because it would otherwise write gigabytes twice. */
function copy(source: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  const isNear = statSync(source).dev === statSync(dirname(target)).dev;
  const options = ['--archive', '--no-target-directory', ...(isNear ? ['--link'] : [])];
  execFileSync('cp', [...options, realpathSync(source), target]);
}

/** Package names after `apt-get install` in a Dockerfile. */
function packagesOf(dockerfile: string): string[] {
  const text = readFileSync(join(checkout, dockerfile), 'utf8').replaceAll('\\\n', ' ');
  return [...text.matchAll(/--no-install-recommends ([^&]+)&&/g)].flatMap(([, names]) => names!.trim().split(/\s+/));
}

function npmFolder(): string {
  const command = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim();
  return dirname(dirname(realpathSync(command)));
}
