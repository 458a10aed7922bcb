/**
 * `node bundle-app.ts <root> <app>`: bundles a service with the workspace's own libraries into `dist/<app>/main.js`;
 * packages stay outside. The app's tsconfig makes rolldown emit the decorator metadata without which Nest starts with
 * undefined dependencies.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { isPackage } from './is-package.ts';

const [root = '', app = ''] = process.argv.slice(2);
const folder = join(root, 'apps', app);
const target = join(root, 'dist', app);

const bundle = await rolldown({
  input: join(folder, 'src', 'main.ts'),
  cwd: root,
  platform: 'node',
  tsconfig: join(folder, 'tsconfig.json'),
  external: isPackage,
});
rmSync(target, { recursive: true, force: true });
await bundle.write({ dir: target, format: 'esm', entryFileNames: 'main.js', sourcemap: true, keepNames: true });
