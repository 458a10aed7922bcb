/**
 * `node pack.ts <root>`: packs the commands that call a server into `dist/builds/cli/reprise.tgz`, which npm installs
 * without a registry, because all packages are bundled into it.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';

const root = resolve(process.argv[2] ?? '');
const app = join(root, 'apps/cli');
const target = join(root, 'dist/builds/cli');
const { version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;

const folder = mkdtempSync(join(tmpdir(), 'reprise-pack-'));
try {
  const bundle = await rolldown({
    input: { program: join(app, 'src/client/main.ts') },
    cwd: root,
    platform: 'node',
    tsconfig: join(app, 'tsconfig.json'),
    transform: { target: 'node20' },
  });
  await bundle.write({ dir: folder, format: 'esm', entryFileNames: '[name].js', minify: true });
  for (const name of ['reprise.mjs', 'README.md']) copyFileSync(join(app, 'package', name), join(folder, name));
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  const manifest = {
    name: 'reprise',
    version,
    private: true,
    description: 'Submits, watches and controls Nextflow jobs on a Reprise server',
    license,
    type: 'module',
    bin: { reprise: 'reprise.mjs' },
    engines: { node: '>=20' },
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  mkdirSync(target, { recursive: true });
  const packed = execFileSync('npm', ['pack', '--silent', '--ignore-scripts'], {
    cwd: folder,
    encoding: 'utf8',
  }).trim();
  renameSync(join(folder, packed), join(folder, 'reprise.tgz'));
  copyFileSync(join(folder, 'reprise.tgz'), join(target, 'reprise.tgz'));
} catch (error) {
  // The stack is omitted, because it would push the message out of the output of a failed step.
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
