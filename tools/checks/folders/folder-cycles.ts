import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'oxc-parser';

/** Paths imported by each source, by its path in the checkout. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/** A cycle among the direct files and folders of a folder, with an import for each step. */
export interface FolderCycle {
  readonly folder: string;
  /** `importing file -> imported file`, relative to the folder; the last leads back to the first. */
  readonly imports: readonly string[];
}

/** Imports of each file or folder, with one import statement as evidence for each. */
type Graph = Map<string, Map<string, string>>;

/** Reads the imports of all sources except tests and test-only files, which may cross folders. */
export function productionImports(checkout: string): Imports {
  const paths = globSync('{apps,examples,libs,tools}/**/*.{ts,mjs}', {
    cwd: checkout,
    exclude: ['**/node_modules/**', '**/dist/**', '**/testing/**', '**/*.{spec,fixture,suite}.ts'],
  });
  return new Map(paths.map((path) => [path, relativeImports(path, readFileSync(join(checkout, path), 'utf8'))]));
}

/**
 * Finds the folders in which files and folders import each other in a cycle; type imports count. Within a folder, each
 * file is a node, and so is each subfolder together with everything below it.
 *
 * @returns the shortest cycle of each such folder
 */
export function folderCycles(imports: Imports): FolderCycle[] {
  return [...graphs(imports)].flatMap(([folder, graph]) => {
    const cycles = [...graph.keys()].map((node) => shortestCycle(graph, node)).filter((cycle) => cycle !== undefined);
    const [shortest] = cycles.sort((a, b) => a.length - b.length);
    return shortest === undefined ? [] : [{ folder, imports: shortest }];
  });
}

/** Groups imports by the folder that holds both ends. */
function graphs(imports: Imports): Map<string, Graph> {
  const found = new Map<string, Graph>();
  for (const [path, imported] of imports)
    for (const to of imported.filter((other) => imports.has(other))) {
      const [importing, other] = [path.split('/'), to.split('/')];
      const depth = importing.findIndex((part, i) => part !== other[i]);
      if (depth < 0) continue;
      const folder = importing.slice(0, depth).join('/');
      const graph = getOrAdd(found, folder, () => new Map<string, Map<string, string>>());
      const edges = getOrAdd(graph, importing[depth] ?? '', () => new Map<string, string>());
      const rest = (parts: string[]) => parts.slice(depth).join('/');
      edges.set(other[depth] ?? '', `${rest(importing)} -> ${rest(other)}`);
    }
  return found;
}

/**
 * Returns the paths that a source imports or exports from, including lazy imports and JSDoc types, but not packages.
 */
export function relativeImports(path: string, text: string): string[] {
  const { module } = parseSync(path, text);
  return [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...[...text.matchAll(/\bimport\(\s*'([^']+)'/g)].map(([, specifier = '']) => specifier),
  ]
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => normalize(join(dirname(path), specifier)));
}

/** Breadth-first search for the shortest path from a node back to itself. */
function shortestCycle(graph: Graph, start: string): string[] | undefined {
  const seen = new Set<string>();
  let ways: { readonly at: string; readonly imports: string[] }[] = [{ at: start, imports: [] }];
  while (ways.length > 0) {
    ways = ways.flatMap(({ at, imports }) =>
      [...(graph.get(at) ?? [])]
        .filter(([to]) => !seen.has(to))
        .map(([to, shown]) => {
          seen.add(to);
          return { at: to, imports: [...imports, shown] };
        }),
    );
    const back = ways.find(({ at }) => at === start);
    if (back) return back.imports;
  }
  return undefined;
}

function getOrAdd<T>(map: Map<string, T>, key: string, make: () => T): T {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
