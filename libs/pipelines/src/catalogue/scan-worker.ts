import { scanFolders, type ScannedFolders } from './scan-folders.ts';

/** Scans folders. @public Loaded by the thread pool by path */
export default (parents: readonly string[]): ScannedFolders => scanFolders(parents);
