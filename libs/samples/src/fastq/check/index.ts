export type { FastqCheck } from './check-fastq.ts';
export { checkInWorker } from './check-in-worker.ts';
