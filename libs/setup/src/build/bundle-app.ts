/**
 * `node bundle-app.ts <root> <app>`: bundles a service with its libraries and packages into `dist/builds/<app>/app.js`,
 * which `main.js` starts. Each worker thread of a library (`*-worker.ts`) becomes a separate file next to it. The app's
 * tsconfig makes rolldown emit decorator metadata, without which Nest starts with undefined dependencies. Decision 65.
 *
 * Node keeps a module's text and its source map while it runs. Therefore comments and spaces are removed, packages have
 * no map, our own map does not include the sources, and no character forces the whole text to two bytes per character.
 */
import { copyFileSync, globSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { rolldown, type OutputChunk, type RolldownLog } from 'rolldown';
import { builtInModules } from './built-in-modules.ts';
import { staysOutside } from './stays-outside.ts';

const [given = '', app = ''] = process.argv.slice(2);
const root = resolve(given);
const folder = join(root, 'apps', app);
const target = join(root, 'dist', 'builds', app);
const workers: Record<string, string> = Object.fromEntries(
  globSync('libs/*/src/**/*-worker.ts', { cwd: root }).map(
    (file) => [basename(file, '.ts'), join(root, file)] as const,
  ),
);

const PACKAGES = 'packages';
/**
 * Packages by output file. Node needs memory for the syntax tree of a whole file, and most of the memory that it frees
 * stays with the process. Groups must not import each other cyclically.
 */
const groups = [
  { name: `${PACKAGES}-orm`, test: /node_modules.(@mikro-orm|kysely)\b/, priority: 1 },
  { name: `${PACKAGES}-accounts`, test: /node_modules.@?better-auth\b/, priority: 1 },
  { name: PACKAGES, test: /node_modules/, priority: 0 },
];

try {
  const bundle = await rolldown({
    input: { app: join(folder, 'src', 'main.ts'), ...workers },
    cwd: root,
    platform: 'node',
    tsconfig: join(folder, 'tsconfig.json'),
    external: (id) => staysOutside(app, id),
    plugins: [builtInModules],
    onLog: (level, log, show) => {
      if (!isOptional(log)) show(level, log);
    },
  });
  rmSync(target, { recursive: true, force: true });
  const { output } = await bundle.write({
    dir: target,
    format: 'esm',
    entryFileNames: '[name].js',
    keepNames: true,
    charset: 'ascii',
    sourcemap: true,
    sourcemapExcludeSources: true,
    // Parts that only a worker needs, or that are loaded later, are separate.
    codeSplitting: { groups: groups.map((group) => ({ ...group, entriesAware: true })) },
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  });
  for (const part of output) if (part.type === 'chunk' && part.name.startsWith(PACKAGES)) dropMap(part);
  copyFileSync(join(import.meta.dirname, 'start-bundle.mjs'), join(target, 'main.js'));
} catch (error) {
  // Without its stack, which would push the message out of the output of a failed step.
  console.error((error as Error).message);
  process.exitCode = 1;
}

/** Nest loads optional packages only on use, and then reports what to install. */
function isOptional({ code, message }: RolldownLog): boolean {
  return code === 'UNRESOLVED_IMPORT' && message.includes(' in node_modules/');
}

function dropMap({ fileName, code, map }: OutputChunk): void {
  if (map === null) return;
  const file = join(target, fileName);
  writeFileSync(file, code.replace(/\n\/\/# sourceMappingURL=.*\n?$/, '\n'));
  rmSync(`${file}.map`);
}
