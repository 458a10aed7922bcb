/**
 * `node bundle-tools.ts <root>`: bundles what is done by hand on a server, and what makes its log, with the workspace's
 * own libraries into `dist/tools/<program>.js`; packages stay outside.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { isPackage } from '../setup/is-package.ts';

const programs = ['make-log', 'rebuild', 'reseed', 'verify'];

const [root = ''] = process.argv.slice(2);
const target = join(root, 'dist', 'tools');
const input = Object.fromEntries(programs.map((name) => [name, join(root, 'tools', `${name}.ts`)]));
const bundle = await rolldown({ input, cwd: root, platform: 'node', external: isPackage });
rmSync(target, { recursive: true, force: true });
await bundle.write({ dir: target, format: 'esm', sourcemap: true });
