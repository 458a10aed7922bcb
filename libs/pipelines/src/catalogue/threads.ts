import { extname, join } from 'node:path';
import { Piscina } from 'piscina';
import type { LoadedFolder } from './load-folder.ts';
import type { CheckedOut, LoadedSchema } from './load-worker.ts';
import type { ScannedFolders } from './scan-folders.ts';
import type scan from './scan-worker.ts';

const IDLE_MS = 5_000;

/** Next to this file, in the source and in a bundle. */
const workerFile = (name: string) => join(import.meta.dirname, `${name}${extname(import.meta.filename)}`);
const options = { minThreads: 0, maxThreads: 1, idleTimeout: IDLE_MS };

/** The scanning thread is separate, because it is needed often and starts quickly without loading packages. */
let scanner: Piscina<Parameters<typeof scan>[0], ReturnType<typeof scan>> | undefined;
let loader: Piscina<CheckedOut | readonly string[], LoadedFolder[] | LoadedSchema> | undefined;

/** Scans folders in a thread. */
export function scanInThread(parents: readonly string[]): Promise<ScannedFolders> {
  scanner ??= new Piscina({ filename: workerFile('scan-worker'), ...options });
  return scanner.run(parents);
}

/** Loads pipeline folders in a thread. */
export async function loadInThread(folders: readonly string[]): Promise<LoadedFolder[]> {
  return (await runLoader('loadFolders', folders)) as LoadedFolder[];
}

/** Reads the schema of a commit's folder in a thread. */
export async function readSchemaInThread(checkedOut: CheckedOut): Promise<LoadedSchema> {
  return (await runLoader('loadSchema', checkedOut)) as LoadedSchema;
}

function runLoader(name: string, task: CheckedOut | readonly string[]): Promise<LoadedFolder[] | LoadedSchema> {
  loader ??= new Piscina({ filename: workerFile('load-worker'), ...options });
  return loader.run(task, { name });
}
