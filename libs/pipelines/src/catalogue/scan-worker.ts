import { scanFolders, type ScannedFolders } from './scan-folders.ts';

/** Scans folders. @public The pool of threads loads this file by its path */
export default (parents: readonly string[]): ScannedFolders => scanFolders(parents);
