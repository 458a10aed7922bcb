import { bytes } from '@reprise/contracts/sizes';
import { progressPrinter } from '../progress.ts';
import type { CheckProgress } from './folder/check-backup.ts';

type Progress =
  | { readonly phase: 'tables' | 'files' | 'uploads'; readonly name: string }
  | { readonly phase: 'events'; readonly seq: number; readonly total: number }
  | CheckProgress;

/** Prints the progress of a backup or a restore. */
export const onProgress = progressPrinter((progress: Progress) => {
  if ('name' in progress) return progress.name;
  if ('seq' in progress) return `${String(progress.seq)} of ${String(progress.total)}`;
  return `${bytes(progress.bytes)} of ${bytes(progress.total)}`;
});
