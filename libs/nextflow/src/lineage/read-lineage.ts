import { readText } from '../files/read-text.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';

/** Record of a run in Nextflow's lineage store. */
export interface Lineage {
  /** Lineage id: `lid://` and the hash of the record. */
  id: string;
  /** Folder, or URL, of the store. */
  store: string;
}

/** The run is recorded when its session starts, before the script. */
const HEAD_BYTES = 1 << 20;
const SAVED =
  /^\w{3}-\d{2} [\d:.]+ \[main\] DEBUG +(?:\w+\.)+DefaultLinStore - Save LID file path: (.+)\/([0-9a-f]{32})\/\.data\.json$/m;

/**
 * Returns the lineage record of a run, which is the first in its log. Null if `lineage.enabled` is not set, or if a
 * plugin provides the store.
 */
export async function readLineage(attemptDir: string): Promise<Lineage | null> {
  const head = await readText(attemptFiles(attemptDir).log, 0, HEAD_BYTES).catch(() => null);
  const [, store, hash] = SAVED.exec(head?.text ?? '') ?? [];
  return store === undefined || hash === undefined ? null : { id: `lid://${hash}`, store };
}
