import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Resolves imports of the checkout's own files to a project's instrumented copies in a sandbox. After each `next()`,
 * reloads these and the files of the project's dependents. Other files are loaded once.
 */
export function loadFresh({ checkout, sandbox, project, dependents }) {
  const from = `${pathToFileURL(join(checkout, project)).href}/`;
  const to = `${pathToFileURL(join(sandbox, project)).href}/`;
  const fresh = [to, ...dependents.map((folder) => `${pathToFileURL(join(checkout, folder)).href}/`)];
  const isFresh = (url) => fresh.some((folder) => url.startsWith(folder));
  const sources = new Map();
  let generation = 0;

  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const url = copyOf(resolved.url);
      return url ? { ...resolved, url: `${url}?generation=${generation}` } : resolved;
    },
    load(url, context, next) {
      if (!isFresh(url)) return next(url, context);
      const [file] = url.split('?');
      if (!sources.has(file)) sources.set(file, next(url, context));
      return { ...sources.get(file), shortCircuit: true };
    },
  });

  function copyOf(url) {
    if (url.includes('/node_modules/')) return undefined;
    const [file] = url.split('?');
    const copy = file.startsWith(from) ? to + file.slice(from.length) : undefined;
    if (copy && existsSync(fileURLToPath(copy))) return copy;
    return isFresh(file) ? file : undefined;
  }

  return {
    next() {
      generation += 1;
    },
  };
}
