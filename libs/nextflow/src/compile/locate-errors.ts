import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { isInside } from '../files/is-inside.ts';
import { openFile } from '../files/open-file.ts';
import type { CompileError } from './read-compile-errors.ts';

/** Compiler error, with the line that it points to. */
export interface ScriptError extends CompileError {
  /** Relative to the sources, if it is inside of them. */
  readonly file: string;
  /** Null if unknown. */
  readonly source: string | null;
}

export interface Place {
  /** Folder with all files that the script may use. */
  readonly sources: string;
  /** Working directory of Nextflow. */
  readonly scratch: string;
}

/** Maximum number of errors shown. Further errors often follow from these. */
const MOST_ERRORS = 50;
const MOST_CHARACTERS = 500;
/** Maximum bytes of a script or config. */
const LARGEST = 4 << 20;

/** Adds the line of the file to each error in the sources. Other files may be private. */
export async function locateErrors(errors: readonly CompileError[], place: Place): Promise<ScriptError[]> {
  const texts = new Map<string, Promise<string[] | null>>();
  const located: ScriptError[] = [];
  for (const error of errors.slice(0, MOST_ERRORS)) {
    const path = isAbsolute(error.file) ? error.file : resolve(place.scratch, error.file);
    const lines = texts.get(path) ?? linesOf(path, place.sources);
    texts.set(path, lines);
    const source = error.line === null ? undefined : (await lines)?.[error.line - 1];
    const file = isInside(path, place.sources) ? relative(place.sources, path) : error.file;
    located.push({ ...error, file, source: source?.slice(0, MOST_CHARACTERS) ?? null });
  }
  return located;
}

/** Returns the lines of a file; null if it cannot be read or is outside of the sources. */
async function linesOf(path: string, sources: string): Promise<string[] | null> {
  try {
    const [real, folder] = await Promise.all([realpath(path), realpath(sources)]);
    const file = isInside(real, folder) ? await openFile(real) : null;
    if (!file) return null;
    try {
      return (await file.stat()).size > LARGEST ? null : (await file.readFile('utf8')).split(/\r?\n/);
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}
