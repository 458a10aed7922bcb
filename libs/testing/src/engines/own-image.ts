import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Programs that Nextflow's task wrapper and the tests' tasks use. */
const PROGRAMS = [
  'bash',
  'cat',
  'date',
  'grep',
  'ls',
  'mkdir',
  'ps',
  'rm',
  'sed',
  'sleep',
  'sort',
  'tail',
  'touch',
  'tr',
];

/** Builds an image from the programs of this machine, because not every machine can reach a registry. */
export function makeImage(docker: string, socket: string, folder: string, name: string): void {
  const root = rootOf(folder);
  for (const made of ['bin', 'tmp', 'etc', 'usr']) mkdirSync(join(root, made), { recursive: true });
  symlinkSync('../bin', join(root, 'usr/bin'));
  for (const program of PROGRAMS) {
    const path = realpathSync(execFileSync('which', [program], { encoding: 'utf8' }).trim());
    copyFileSync(path, join(root, 'bin', program));
    for (const library of librariesOf(path)) copyOnce(library, join(root, library));
  }
  const archive = archiveOf(folder);
  execFileSync('tar', ['--create', '--file', archive, '--directory', root, '.']);
  execFileSync(docker, ['--host', `unix://${socket}`, 'import', archive, name], { stdio: 'ignore' });
}

/** Files of the image that was created in a folder. */
export const rootOf = (folder: string): string => join(folder, 'root');

/** Archive of the image that was created in a folder. */
export const archiveOf = (folder: string): string => join(folder, 'root.tar');

const librariesOf = (program: string): string[] =>
  execFileSync('ldd', [program], { encoding: 'utf8' }).match(/\/\S+\.so\S*/g) ?? [];

function copyOnce(file: string, target: string): void {
  if (existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(file, target);
}
