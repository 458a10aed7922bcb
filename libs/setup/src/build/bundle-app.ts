/**
 * `node bundle-app.ts <root> <app>`: bundles a service with the workspace's own libraries into `dist/builds/<app>/app.js`,
 * which `main.js` starts; packages stay outside. Each worker thread of a library (`*-worker.ts`) becomes a file beside it. The
 * app's tsconfig makes rolldown emit the decorator metadata without which Nest starts with undefined dependencies.
 *
 * Node keeps a module's text and its source map for as long as it runs. So comments and spaces are left out, the map does
 * not repeat the sources, and no character makes the whole text take two bytes for each.
 */
import { copyFileSync, globSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { isPackage } from './is-package.ts';

const [given = '', app = ''] = process.argv.slice(2);
const root = resolve(given);
const folder = join(root, 'apps', app);
const target = join(root, 'dist', 'builds', app);
const workers: Record<string, string> = Object.fromEntries(
  globSync('libs/*/src/**/*-worker.ts', { cwd: root }).map(
    (file) => [basename(file, '.ts'), join(root, file)] as const,
  ),
);

try {
  const bundle = await rolldown({
    input: { app: join(folder, 'src', 'main.ts'), ...workers },
    cwd: root,
    platform: 'node',
    tsconfig: join(folder, 'tsconfig.json'),
    external: isPackage,
  });
  rmSync(target, { recursive: true, force: true });
  await bundle.write({
    ...{ dir: target, format: 'esm', entryFileNames: '[name].js', keepNames: true, charset: 'ascii' },
    ...{ sourcemap: true, sourcemapExcludeSources: true },
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  });
  copyFileSync(join(import.meta.dirname, 'start-bundle.mjs'), join(target, 'main.js'));
} catch (error) {
  // Without its stack, which would push the message out of what a failed step shows.
  console.error((error as Error).message);
  process.exitCode = 1;
}
