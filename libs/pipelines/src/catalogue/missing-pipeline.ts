import { existsSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { BrokenPipeline } from '@reprise/contracts';
import { MANIFEST } from './scan-folders.ts';

interface Looked {
  readonly by: 'This runner' | 'The server';
  /** Searched folders. */
  readonly parents: readonly string[];
  readonly broken: readonly BrokenPipeline[];
}

/**
 * Returns why a runner or the server has no pipeline with this name, and what to do: it could not be loaded, its
 * configured folder is missing, or no manifest has that name. If a manifest cannot be read, the name of its folder
 * counts.
 */
export function missingPipeline(name: string, { by, parents, broken }: Looked): string {
  const roots = parents.map((parent) => resolve(parent));
  const gone = roots.filter((root) => !existsSync(root));
  const namedGone = gone.find((root) => basename(root) === name);
  if (namedGone)
    return `${by} has no pipeline named ${name}: its folder ${namedGone}, which REPRISE_PIPELINES names, is not there. Put it back, then try again.`;
  const problems = broken.filter(({ file }) => nameOf(folderOf(file, roots)) === name);
  if (problems.length > 0)
    return `${by} could not load the pipeline ${name}: ${problems.map(problemText).join('; ')}. Correct it, then try again.`;
  const lost = gone.length > 0 ? ` (${gone.join(', ')} ${gone.length === 1 ? 'is' : 'are'} not there)` : '';
  return `${by} has no pipeline named ${name}: no reprise.json in ${roots.join(', ')}${lost} has that name. Put its folder back, or add it to REPRISE_PIPELINES, then try again.`;
}

const problemText = ({ file, field, reason }: BrokenPipeline): string =>
  `${file}${field ? `, ${field}` : ''}: ${reason.replace(/\.$/, '')}`;

/** Returns the pipeline folder of a file: the root itself if it is a pipeline folder, else the folder in the root. */
function folderOf(file: string, roots: readonly string[]): string {
  const root = roots.find((each) => file === each || file.startsWith(each + sep));
  if (root === undefined || existsSync(join(root, MANIFEST))) return root ?? file;
  return join(root, relative(root, file).split(sep)[0] ?? '');
}

function nameOf(folder: string): string {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as { name?: unknown };
    if (typeof name === 'string') return name;
  } catch {
    // The manifest is the unreadable file.
  }
  return basename(folder);
}
